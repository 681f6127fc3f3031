// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"bytes"
	"context"
	"fmt"
	"testing"

	"github.com/kedja/kedja/vuln/vex"
)

// advisory makes a CSAF document of so many products, each a package within
// one product and named in each of so many vulnerabilities.
func advisory(products, vulnerabilities int) []byte {
	var b, ids bytes.Buffer
	b.WriteString(`{"document": {"csaf_version": "2.0", "publisher": {"name": "Teliqon"}, "tracking": {"id": "a", "version": "1", "status": "final", "current_release_date": "2026-01-01T00:00:00Z"}},
"product_tree": {"full_product_names": [{"product_id": "os", "name": "os", "product_identification_helper": {"purl": "pkg:generic/os@1"}}`)
	for i := range products {
		fmt.Fprintf(&b, ",\n{\"product_id\": \"p%d\", \"name\": \"p\", \"product_identification_helper\": {\"purl\": \"pkg:rpm/teliqon/p%[1]d@1\"}}", i)
		fmt.Fprintf(&ids, "%s\"in%d\"", map[bool]string{true: ", "}[i > 0], i)
	}
	b.WriteString("],\n\"relationships\": [")
	for i := range products {
		fmt.Fprintf(&b, "%s{\"category\": \"default_component_of\", \"product_reference\": \"p%d\", \"relates_to_product_reference\": \"os\", \"full_product_name\": {\"product_id\": \"in%[2]d\", \"name\": \"p\"}}",
			map[bool]string{true: ",\n"}[i > 0], i)
	}
	b.WriteString("]},\n\"vulnerabilities\": [")
	for i := range vulnerabilities {
		fmt.Fprintf(&b, "%s{\"cve\": \"CVE-2026-%04d\", \"product_status\": {\"known_not_affected\": [%s]}, \"flags\": [{\"label\": \"component_not_present\"}]}",
			map[bool]string{true: ",\n"}[i > 0], i, &ids)
	}
	b.WriteString("]}")
	return b.Bytes()
}

func BenchmarkRead(b *testing.B) {
	text := advisory(5000, 10)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := vex.Read(context.Background(), "x", bytes.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkOf asks for one vulnerability of one component among 50 000
// products of statements.
func BenchmarkOf(b *testing.B) {
	doc, _, err := vex.Read(context.Background(), "x", bytes.NewReader(advisory(5000, 10)))
	if err != nil {
		b.Fatal(err)
	}
	set := vex.NewSet(asOf, doc)
	os := []vex.Thing{thing("pkg:generic/os@1")}
	for b.Loop() {
		if v := set.Of(thing("pkg:rpm/teliqon/p77@1"), os, "CVE-2026-0003"); v.Status != vex.NotAffected {
			b.Fatal(v.Why)
		}
	}
}

func BenchmarkUnused(b *testing.B) {
	doc, _, err := vex.Read(context.Background(), "x", bytes.NewReader(advisory(1000, 10)))
	if err != nil {
		b.Fatal(err)
	}
	set := vex.NewSet(asOf, doc)
	os := []vex.Thing{thing("pkg:generic/os@1")}
	var asked []vex.Asked
	for i := range 10_000 {
		asked = append(asked, vex.Asked{Component: thing(fmt.Sprintf("pkg:rpm/teliqon/p%d@1", i)), Products: os})
	}
	for b.Loop() {
		if n := len(set.Unused(asked)); n != 10 {
			b.Fatal(n)
		}
	}
}
