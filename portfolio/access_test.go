// SPDX-License-Identifier: Apache-2.0

package portfolio_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/portfolio"
	"github.com/kedja/kedja/result"
)

// One provider of managed services over many operators (docs/portfolio.md).
func TestAccess(t *testing.T) {
	dir := t.TempDir()
	record := func(id, assets, access string) {
		text := fmt.Sprintf(`apiVersion: kedja/v1
kind: System
id: %[1]s
entity: {id: op-%[1]s, country: SE}
assets:
%[2]sproducts:
  - id: core
    kind: network
    supplier: anders
    services:
      - {party: mona, kind: managed-service%[3]s}
      - {party: ute, kind: support, access: user}
`, id, assets, access)
		if err := os.WriteFile(filepath.Join(dir, id+".yaml"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	both := "  - {id: a, needs: [core]}\n  - {id: b, needs: [a]}\n"
	record("one", both, ", access: privileged, from: XA")
	record("two", both, ", access: privileged, from: XB")
	record("three", "  - {id: a, needs: [core]}\n", "")
	r := run(t, portfolio.Options{}, dir)
	want := []portfolio.Access{{
		Party: "mona", Systems: result.Interval{Lo: 2, Hi: 3}, Share: result.Interval{Lo: 0.666666, Hi: 1}, Entities: result.Interval{Lo: 2, Hi: 3},
		Products: result.Interval{Lo: 2, Hi: 3}, Assets: result.Interval{Lo: 4, Hi: 5}, From: []string{"XA", "XB"}, In: []string{"one", "two"},
	}}
	if diff := cmp.Diff(want, r.Access); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if r.Counts.Silent != 3 {
		t.Errorf("%d systems may have services that nobody listed, want 3", r.Counts.Silent)
	}
}
