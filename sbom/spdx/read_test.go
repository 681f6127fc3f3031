// SPDX-License-Identifier: Apache-2.0

package spdx_test

import (
	"bytes"
	"flag"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/spdx"
)

var update = flag.Bool("update", false, "write what is read into the golden files")

func reader(r reading) golden.Reader {
	return func(name string, data []byte) (*sbom.Document, diag.List, error) {
		return r(bytes.NewReader(data), spdx.Options{File: name})
	}
}

var read = reader(spdx.Read)

// TestRead runs the stories in testdata: documents as they should be, and the
// defects that users of other tools have met.
func TestRead(t *testing.T) { golden.Run(t, "testdata/*.txtar", *update, read) }

// TestSerializations runs the stories of the other serializations.
func TestSerializations(t *testing.T) {
	golden.Run(t, "testdata/tagvalue/*.txtar", *update, reader(spdx.ReadTagValue))
	golden.Run(t, "testdata/yaml/*.txtar", *update, reader(spdx.ReadYAML))
	golden.Run(t, "testdata/xml/*.txtar", *update, reader(spdx.ReadXML))
	golden.Run(t, "testdata/rdf/*.txtar", *update, reader(spdx.ReadRDF))
}

// TestMutants reads the stories with every value replaced by one of every
// other shape.
func TestMutants(t *testing.T) { golden.Mutate(t, "testdata/*.txtar", read) }
