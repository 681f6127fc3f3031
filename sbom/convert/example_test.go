// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"fmt"
	"os"

	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/read"
)

// An SPDX document becomes CycloneDX. The list says what is not the same.
func ExampleTo() {
	const source = `{"spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT", "name": "amf",
 "documentNamespace": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
 "creationInfo": {"created": "2026-03-01T12:00:00Z", "creators": ["Tool: maker"]},
 "packages": [{"SPDXID": "SPDXRef-amf", "name": "amf", "versionInfo": "2", "downloadLocation": "NOASSERTION",
  "supplier": "Organization: Teliqon AB", "primaryPackagePurpose": "APPLICATION", "sourceInfo": "built from amf.tar"}],
 "relationships": [{"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES", "relatedSpdxElement": "SPDXRef-amf"}]}`
	doc, _, err := read.Bytes("amf.spdx.json", []byte(source), nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	losses, err := convert.To(os.Stdout, doc, "cyclonedx-1.6-json", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, d := range losses {
		fmt.Println(d.Error())
	}
	// Output:
	// {
	//   "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
	//   "bomFormat": "CycloneDX",
	//   "specVersion": "1.6",
	//   "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79",
	//   "version": 1,
	//   "metadata": {
	//     "timestamp": "2026-03-01T12:00:00Z",
	//     "tools": {
	//       "components": [
	//         {
	//           "type": "application",
	//           "name": "maker"
	//         },
	//         {
	//           "type": "application",
	//           "name": "kedja"
	//         }
	//       ]
	//     },
	//     "component": {
	//       "bom-ref": "SPDXRef-amf",
	//       "type": "application",
	//       "supplier": {
	//         "name": "Teliqon AB"
	//       },
	//       "name": "amf",
	//       "version": "2",
	//       "properties": [
	//         {
	//           "name": "kedja:sourceInfo",
	//           "value": "built from amf.tar"
	//         }
	//       ]
	//     },
	//     "licenses": [
	//       {
	//         "license": {
	//           "id": "CC0-1.0"
	//         }
	//       }
	//     ]
	//   }
	// }
	// amf.spdx.json:4 /packages/0: warning: notes on where components come from: 1 lost; CycloneDX 1.6 has no place for them; the property kedja:sourceInfo has them for people [convert/lost]
}

func ExampleTargets() {
	for _, t := range convert.Targets() {
		fmt.Println(t)
	}
	// Output:
	// cyclonedx-1.6-json
	// cyclonedx-1.6-xml
	// cyclonedx-1.7-json
	// cyclonedx-1.7-xml
	// spdx-2.3-json
}
