// SPDX-License-Identifier: Apache-2.0

package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// resolved runs "resolve" on one SBOM and returns its exit code and output.
func resolved(t *testing.T, sbom string, args ...string) (code int, stdout string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "sbom.json")
	if err := os.WriteFile(file, []byte(sbom), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	p := &program{stdin: strings.NewReader(""), stdout: &out, stderr: &errs, env: func(string) string { return "" }, now: time.Now, terminal: terminal}
	c := p.supplierResolve()
	c.SilenceErrors, c.SilenceUsage = true, true
	c.SetArgs(append([]string{file}, args...))
	code = p.conclude("resolve", c.ExecuteContext(t.Context()))
	return code, out.String()
}

func TestSupplierResolve(t *testing.T) {
	const head = `{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[`
	const one = head + `{"type":"library","bom-ref":"a","name":"boot","version":"1","supplier":{"name":"Ostbit GmbH"}}]}`
	for _, c := range []struct {
		name, sbom string
		args       []string
		code       int
		want       string
	}{
		{"text", one, nil, exitPass, "name:ostbit"},
		{"json", one, []string{"-o", "json"}, exitPass, `"party": "name:ostbit"`},
		{"csv", one, []string{"-o", "csv"}, exitPass, "name:ostbit,Ostbit GmbH,supplier,0.9"},
		{"skeletons", one, []string{"-o", "yaml"}, exitPass, "id: ostbit\nname: \"Ostbit GmbH\"\n"},
		{"no part", head + "]}", nil, exitNothing, "0 of 0 parts"},
		{"no SBOM", "{", nil, exitInput, ""},
		{"unknown format", one, []string{"-o", "xml"}, exitUsage, ""},
		{"records that are not there", one, []string{"--suppliers", "missing"}, exitInput, "name:ostbit"},
	} {
		code, out := resolved(t, c.sbom, c.args...)
		if code != c.code || !strings.Contains(out, c.want) {
			t.Errorf("%s: exit code %d, want %d with %q; output %s", c.name, code, c.code, c.want, out)
		}
	}
}
