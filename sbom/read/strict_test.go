// SPDX-License-Identifier: Apache-2.0

package read_test

import (
	"path"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/sbom/read"
)

// TestStrictSpecificationFiles holds strict reading to the specification's own
// files: every invalid one has an error, no valid one has.
func TestStrictSpecificationFiles(t *testing.T) {
	valid, invalid := 0, 0
	for _, file := range corpus.Files(t, 1<<20, "cyclonedx/CycloneDX+specification") {
		name := path.Base(file)
		isValid, isInvalid := strings.HasPrefix(name, "valid-"), strings.HasPrefix(name, "invalid-")
		data := corpus.Read(t, file)
		if !isValid && !isInvalid || !read.Detect(data).Readable {
			continue
		}
		doc, _, err := read.Bytes(name, data, &read.Options{Schema: true})
		if err != nil {
			if isValid {
				t.Errorf("%s: %v", file, err)
			}
			invalid++
			continue
		}
		read.Strict(doc)
		switch errs := doc.Diagnostics.Errors(); {
		case isValid && len(errs) > 0:
			t.Errorf("%s is valid: %v", file, errs)
		case isInvalid && len(errs) == 0:
			t.Errorf("%s is invalid: %v", file, doc.Diagnostics)
		}
		if isValid {
			valid++
		} else {
			invalid++
		}
	}
	t.Logf("%d valid and %d invalid files", valid, invalid)
	if valid < 200 || invalid < 150 {
		t.Error("too few files; detection must have failed")
	}
}
