// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kedja/kedja/sbom/read"
)

// ExampleFile reads a file and prints what it lists and what is odd about it.
func ExampleFile() {
	doc, list, err := read.File(filepath.Join("testdata", "small.json"), nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(doc.Format, doc.SpecVersion)
	for _, c := range doc.Components() {
		supplier := "unknown"
		if c.Supplier != nil {
			supplier = c.Supplier.Name
		}
		fmt.Println(c.Name, c.Version, "from", supplier)
	}
	for _, d := range list {
		fmt.Println(d.Error())
	}
	// Output:
	// CycloneDX 1.6
	// scheduler 2.4.0 from Teliqon AB
	// parser 1.0.3 from unknown
	// testdata/small.json:12 /components/1/scope: "sometimes" is no scope; it is not read; use required, optional or excluded [cyclonedx/scope]
}

// ExampleFrom reads a stream; the name is only for messages.
func ExampleFrom() {
	in := strings.NewReader(`{"spdxVersion": "SPDX-2.3", "SPDXID": "SPDXRef-DOCUMENT", "name": "empty",
  "documentNamespace": "https://spdx.example/empty",
  "creationInfo": {"created": "2026-01-01T00:00:00Z", "creators": ["Tool: gen-1"]}, "packages": []}`)
	doc, list, err := read.From("standard input", in, nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	fmt.Println(doc.Inspect().Components, "components")
	fmt.Println(list)
	// Output:
	// 0 components
	// standard input: warning: the document lists no component; check that the generator found what it was to describe [sbom/no-components]
}

// ExampleDetect tells what a file is before anything is read.
func ExampleDetect() {
	for _, content := range []string{
		`{"bomFormat": "CycloneDX", "specVersion": "1.6"}`,
		"SPDXVersion: SPDX-2.3\n",
		"apiVersion: kedja/v1\nkind: System\nid: ran-north\n",
		`{"kind": "Assessment", "schemaVersion": "1.0"}`,
	} {
		d := read.Detect([]byte(content))
		fmt.Println(d.Name, d.Kind == read.KindSBOM, d.Readable)
	}
	// Output:
	// CycloneDX JSON true true
	// SPDX tag-value true true
	// a record of kind System false false
	// a stored assessment false false
}
