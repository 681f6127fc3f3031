// SPDX-License-Identifier: Apache-2.0

package convert_test

import (
	"bytes"
	"flag"
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom/convert"
	"github.com/kedja/kedja/sbom/internal/golden"
	"github.com/kedja/kedja/sbom/read"
)

var update = flag.Bool("update", false, "write the output and losses of the stories anew; read the difference")

// TestStories converts the input of each story to its target. The member
// losses has one line for each kind of loss.
func TestStories(t *testing.T) {
	golden.Stories(t, "testdata/*.txtar", *update, func(t *testing.T, s *golden.Story) {
		doc, _, err := read.Bytes("input", s.Member(t, "input"), nil)
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		list, err := convert.To(&out, doc, strings.TrimSpace(string(s.Member(t, "target"))), &convert.Options{ToolVersion: "1.0.0"})
		if err != nil {
			t.Fatal(err)
		}
		var said strings.Builder
		for _, d := range list {
			said.WriteString(strings.TrimPrefix(d.Error(), "input:") + "\n")
		}
		s.Want(t, "losses", said.String())
		s.Want(t, "output", out.String())
	})
}
