// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"fmt"
	"io"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/spdx"
)

// What SPDX has no place for is listed, and what it demands and the document
// does not state.
func ExampleWrite() {
	doc := &sbom.Document{
		Name: "amf", Licenses: []string{"CC0-1.0"}, Root: 0,
		Nodes: []sbom.Node{{Ref: "SPDXRef-amf", Name: "amf", Origins: []string{"XA"}, Parent: sbom.None, List: sbom.ListPackages}},
	}
	losses, err := spdx.Write(io.Discard, doc, spdx.WriteOptions{})
	fmt.Println(err)
	for _, d := range losses {
		fmt.Println(d.Error())
	}
	// Output:
	// <nil>
	// warning: times of creation: 1 not stated, but demanded by SPDX 2.3; it is 1970-01-01T00:00:00Z [convert/invented]
	// /packages/0: warning: places of manufacture: 1 lost; SPDX 2.3 has no place for them [convert/lost]
}
