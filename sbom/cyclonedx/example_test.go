// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"fmt"
	"strings"

	"github.com/kedja/kedja/sbom/cyclonedx"
)

// A document is read whatever its defects; a strict caller refuses one that
// does not follow the published schema.
func ExampleViolates() {
	text := `{"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1,
  "components": [{"type": "library", "name": "a", "authors": [{"name": "Bo"}]}]}`
	doc, list, err := cyclonedx.Read(strings.NewReader(text), cyclonedx.Options{File: "a.cdx.json", Schema: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(doc.Nodes[0].Name, "by", doc.Nodes[0].Authors[0].Name)
	for _, d := range list {
		if cyclonedx.Violates(d.Code) {
			fmt.Println(d)
		}
	}
	// Output:
	// a by Bo
	// a.cdx.json:2 /components/0/authors: warning: component has no member "authors" in CycloneDX 1.4; it came with 1.6: state that version, or leave it out [cyclonedx/unknown-field]
}
