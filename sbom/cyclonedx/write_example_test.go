// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"fmt"
	"io"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
)

// What a version does not have is listed.
func ExampleWrite() {
	doc := &sbom.Document{TLP: "AMBER", Root: sbom.None, Nodes: []sbom.Node{{Name: "amf", Type: "application", Parent: sbom.None}}}
	for _, version := range []string{"1.6", "1.7"} {
		losses, err := cyclonedx.Write(io.Discard, doc, cyclonedx.WriteOptions{Version: version})
		fmt.Println(version, err, losses)
	}
	// Output:
	// 1.6 <nil> warning: TLP markings of the document: 1 lost; they came with CycloneDX 1.7; mark the file by other means [convert/lost]
	// 1.7 <nil>
}
