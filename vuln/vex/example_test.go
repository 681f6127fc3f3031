// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/kedja/kedja/vuln/vex"
)

const statement = `{
  "@context": "https://openvex.dev/ns/v0.2.0",
  "@id": "https://teliqon.example/vex/1",
  "author": "Teliqon PSIRT",
  "timestamp": "2026-03-01T00:00:00Z",
  "version": 1,
  "statements": [{
    "vulnerability": {"name": "CVE-2026-0001", "aliases": ["GHSA-xxxx-0001"]},
    "products": [{"@id": "pkg:generic/teliqon/amf@7.4.2", "subcomponents": [{"@id": "pkg:npm/%40tlq/zip"}]}],
    "status": "not_affected",
    "justification": "vulnerable_code_not_in_execute_path"
  }]
}`

func ExampleRead() {
	doc, list, err := vex.Read(context.Background(), "amf.json", strings.NewReader(statement))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(len(list), "diagnostics;", doc.Format, doc.SpecVersion, "by", doc.Author)
	for _, s := range doc.Statements {
		fmt.Println(s.Position, s.Vulnerability.ID, s.Status, s.Justification)
	}
	// Output:
	// 0 diagnostics; OpenVEX 0.2.0 by Teliqon PSIRT
	// amf.json:7 /statements/0 CVE-2026-0001 not_affected vulnerable_code_not_in_execute_path
}

func ExampleSet_Of() {
	doc, _, err := vex.Read(context.Background(), "amf.json", strings.NewReader(statement))
	if err != nil {
		fmt.Println(err)
		return
	}
	set := vex.NewSet(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), doc)

	zip := vex.Thing{PURLs: []string{"pkg:npm/@tlq/zip@2.0.1"}}
	amf := vex.Thing{PURLs: []string{"pkg:generic/teliqon/amf@7.4.2?arch=amd64"}}
	fmt.Println(set.Of(zip, []vex.Thing{amf}, "GHSA-xxxx-0001").Why)

	smf := vex.Thing{PURLs: []string{"pkg:generic/teliqon/smf@3"}}
	fmt.Println(set.Of(zip, []vex.Thing{smf}, "GHSA-xxxx-0001").Why)
	// Output:
	// Teliqon PSIRT states not_affected (vulnerable_code_not_in_execute_path) on 2026-03-01
	// no statement applies
}

func ExampleSet_Unused() {
	doc, _, err := vex.Read(context.Background(), "amf.json", strings.NewReader(statement))
	if err != nil {
		fmt.Println(err)
		return
	}
	set := vex.NewSet(time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC), doc)
	for _, u := range set.Unused([]vex.Asked{{Component: vex.Thing{PURLs: []string{"pkg:npm/zip@2"}}}}) {
		fmt.Println(u.Position, u.Vulnerability.ID, u.Reason)
	}
	// Output:
	// amf.json:7 /statements/0 CVE-2026-0001 product-not-found
}
