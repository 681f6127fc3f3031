// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"fmt"
	"testing"

	"github.com/kedja/kedja/result"
)

func TestStableSubject(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"component:pkg:npm/left-pad@1.3.0", "component:pkg:npm/left-pad"},
		{"component:pkg:npm/%40scope/name@1.0.0", "component:pkg:npm/%40scope/name"},
		{"component:pkg:npm/@scope/name@1.0.0", "component:pkg:npm/@scope/name"},
		{"component:pkg:npm/@scope/name", "component:pkg:npm/@scope/name"},
		{"component:pkg:deb/debian/curl@7.50.3-1?arch=i386&distro=jessie", "component:pkg:deb/debian/curl"},
		{"component:pkg:golang/example.org/x@v1.2.0#sub/path", "component:pkg:golang/example.org/x"},
		{"component:pkg:generic/x?download_url=https://u@host/", "component:pkg:generic/x"},
		{"component:pkg:generic/x@feature/branch", "component:pkg:generic/x"},
		{"component:sha256-00/internal@2", "component:sha256-00/internal@2"}, // no purl
		{"product:pkg:npm/a@1", "product:pkg:npm/a"},
		{"supplier:teliqon@1", "supplier:teliqon@1"},
		{"supplier:name:pkg:npm/a@1", "supplier:name:pkg:npm/a@1"}, // a name that looks like a purl
		{"", ""},
	} {
		if got := result.StableSubject(tt.in); got != tt.want {
			t.Errorf("StableSubject(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFindingIDTellsApart(t *testing.T) {
	seen := map[string]string{}
	for _, parts := range [][3]string{
		{"r", "s", "k"}, {"rs", "", "k"}, {"r", "sk", ""}, {"r", "s", ""}, {"", "r", "sk"},
	} {
		id := result.FindingID(parts[0], parts[1], parts[2])
		if other, ok := seen[id]; ok {
			t.Errorf("%q and %s share the id %s", parts, other, id)
		}
		seen[id] = fmt.Sprintf("%q", parts)
		if len(id) != 16 {
			t.Errorf("id %q has not 16 digits", id)
		}
	}
}

func ExampleFindingID() {
	fmt.Println(result.FindingID("baseline/VULN-0001", "component:pkg:npm/left-pad@1.3.0", "CVE-2026-0001"))
	fmt.Println(result.FindingID("baseline/VULN-0001", "component:pkg:npm/left-pad@1.3.1", "CVE-2026-0001"))
	// Output:
	// 2a6251bed44f53ed
	// 2a6251bed44f53ed
}

func ExampleDecode() {
	data := []byte(`{"kind": "Assessment", "schemaVersion": "1.0", "verdict": {"state": "warn", "warn": 2}}`)
	a, _, err := result.Decode(data)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(a.Verdict.State, a.Verdict.Warn)

	_, _, err = result.Decode([]byte(`{"kind": "Assessment", "schemaVersion": "3.0"}`))
	fmt.Println(err)
	// Output:
	// warn 2
	// /schemaVersion: the result has version 3.0; this program reads 1.x; read it with a newer program, or assess the inputs again with this one [result/version]
}
