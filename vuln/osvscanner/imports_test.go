// SPDX-License-Identifier: Apache-2.0

package osvscanner_test

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/kedja/kedja"

// TestImports says that the library needs only the words of the root module,
// and that the engine of rules is not linked: it and osv-scanner want different
// versions of gobwas/glob.
func TestImports(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", `{{join .Imports "\n"}}`, ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	allowed := []string{module + "/diag", module + "/result", module + "/sbom", module + "/vuln", module + "/vuln/severity"}
	for name := range strings.Lines(string(out)) {
		if name = strings.TrimSpace(name); strings.HasPrefix(name, module) && !slices.Contains(allowed, name) {
			t.Errorf("the library imports %s", name)
		}
	}
	out, err = exec.CommandContext(t.Context(), "go", "list", "-deps", "-test", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(out), "open-policy-agent") || !strings.Contains(string(out), "github.com/google/osv-scanner/v2/pkg/osvscanner") {
		t.Error("Open Policy Agent is linked, or osv-scanner is not")
	}
}
