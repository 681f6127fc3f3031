// SPDX-License-Identifier: Apache-2.0

package ecosystem

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the golden file anew")

const golden = "testdata/purls.tsv"

// The golden file has a purl, the version that the SBOM states, and what comes
// of them: for each target the ecosystem with the release, the name and the
// version; a reason.
func TestPURLs(t *testing.T) {
	data, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSuffix(line, "\n")
		if strings.HasPrefix(line, "#") {
			out.WriteString(line + "\n")
			continue
		}
		columns := strings.Split(line+"\t", "\t")
		r := Of(columns[0], columns[1])
		cells := append([]string{}, columns[:2]...)
		for _, target := range r.Targets {
			where := target.Ecosystem
			if target.Release != "" {
				where += ":" + target.Release
			}
			if target.Extra {
				where = "(" + where + ")"
			}
			cells = append(cells, where, target.Name, target.Version)
		}
		if len(r.Targets) == 0 {
			cells = append(cells, "-", "-", "-")
		}
		if (r.Reason == "") != (r.Detail == "") || len(r.Targets) == 0 && r.Reason == "" {
			t.Errorf("%s: reason %q, detail %q", columns[0], r.Reason, r.Detail)
		}
		out.WriteString(strings.Join(append(cells, string(r.Reason)), "\t") + "\n")
	}
	if *update {
		if err := os.WriteFile(golden, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(data), out.String()); diff != "" {
		t.Errorf("%s (-want +got), write it anew with -update:\n%s", golden, diff)
	}
}
