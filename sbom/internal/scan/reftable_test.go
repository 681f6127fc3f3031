// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"
)

// TestRefTable compares with a Go map.
func TestRefTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var table refTable
		table.init(rapid.IntRange(0, 100).Draw(t, "expected"))
		var names []string
		want := map[string]Ref{}
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 300), 0, 600).Draw(t, "names") {
			name := fmt.Sprint("ref-", n)
			r, known := table.find([]byte(name))
			old, has := want[name]
			if known != has || (has && r != old) || (!has && int(r) != len(names)) {
				t.Fatalf("%s: %d, known %v; want %d, %v", name, r, known, old, has)
			}
			if !known {
				names = append(names, name)
				want[name] = r
			}
		}
	})
}
