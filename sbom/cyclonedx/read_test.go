// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"flag"
	"testing"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/golden"
)

var update = flag.Bool("update", false, "write what is read into the golden files")

func read(name string, data []byte) (*sbom.Document, diag.List, error) {
	return cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{File: name, Schema: true})
}

// TestRead runs the stories in testdata: documents as they should be, and the
// defects that users of other tools have met.
func TestRead(t *testing.T) { golden.Run(t, "testdata/*.txtar", *update, read) }

// TestMutants reads the stories with every value replaced by one of every
// other shape.
func TestMutants(t *testing.T) { golden.Mutate(t, "testdata/*.txtar", read) }

// TestReadPlain runs the stories of documents that are not compared with the
// schema.
func TestReadPlain(t *testing.T) {
	golden.Run(t, "testdata/plain/*.txtar", *update, func(name string, data []byte) (*sbom.Document, diag.List, error) {
		return cyclonedx.Read(bytes.NewReader(data), cyclonedx.Options{File: name})
	})
}
