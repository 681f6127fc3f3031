// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/kedja/kedja"
)

// TestBuiltinCountries holds that of the shipped records those are taken that
// the user's records name, behind the user's own.
func TestBuiltinCountries(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	system := write("system.yaml", `apiVersion: kedja/v1
kind: System
id: s
entity: {id: o, name: Operator, country: SE}
products: [{id: p, kind: software, supplier: acme}]
---
apiVersion: kedja/v1
kind: Supplier
id: acme
name: Acme
headquarters: NO
owners: [{party: "state:FI", share: 0.6}]
`)
	own := write("own.yaml", "apiVersion: kedja/v1\nkind: Country\ncode: \"FI\"\nname: Own\n")
	in, list, err := kedja.Load([]string{system}, &kedja.LoadOptions{Countries: []string{"builtin", own}})
	if err != nil || list.Err() != nil {
		t.Fatal(err, list)
	}
	var codes []string
	for _, c := range in.Defaults {
		codes = append(codes, c.Code)
	}
	slices.Sort(codes)
	if want := []string{"FI", "NO", "SE"}; !slices.Equal(codes, want) || len(in.Countries) != 1 {
		t.Errorf("countries %v behind %d of the user's, want %v behind one", codes, len(in.Countries), want)
	}
}
