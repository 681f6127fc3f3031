// SPDX-License-Identifier: Apache-2.0

package cyclonedx_test

import (
	"bytes"
	"encoding/hex"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/cyclonedx"
	"github.com/kedja/kedja/sbom/internal/golden"
)

const protoFile = "testdata/proto/story.txtar"

// protoStory returns the two forms of the document in a story.
func protoStory(t testing.TB, s *golden.Story) (text, binary []byte) {
	t.Helper()
	binary, err := hex.DecodeString(strings.Join(strings.Fields(string(s.Member(t, "binary"))), ""))
	if err != nil {
		t.Fatal(err)
	}
	return s.Member(t, "text"), binary
}

var lines = regexp.MustCompile(`(?m)( Line=\d+)|(^\d+ component )\d+|^\d+ /`)

// TestProto reads both forms of a document: they say the same.
func TestProto(t *testing.T) {
	golden.Stories(t, protoFile, *update, func(t *testing.T, s *golden.Story) {
		text, binary := protoStory(t, s)
		doc, list, err := cyclonedx.ReadProtoText(bytes.NewReader(text), cyclonedx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Want(t, "want", golden.Dump(doc, list, nil)+details(doc, nil))
		same, _, err := cyclonedx.ReadProto(bytes.NewReader(binary), cyclonedx.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(lines.ReplaceAllString(details(doc, nil), ""), lines.ReplaceAllString(details(same, nil), "")); diff != "" {
			t.Errorf("(-text +binary)\n%s", diff)
		}
		if doc.Created != same.Created || doc.Serialization != "protobuf" || same.SHA256 == doc.SHA256 {
			t.Errorf("created %s and %s", doc.Created, same.Created)
		}
		for _, n := range same.All() {
			if n.Line != 1 {
				t.Errorf("%s is on line %d of a form without lines", n.Name, n.Line)
			}
		}
	})
}

// TestProtoTextDefects reads documents that are not as they should be.
func TestProtoTextDefects(t *testing.T) {
	for _, c := range []struct{ name, text, code string }{
		{"unknown field", `spec_version: "1.6" nonsense: 1 components { name: "a" }`, "cyclonedx/unknown-field"},
		{"unknown message", `spec_version: "1.6" nonsense { a { b: "}" # }
 } } components { name: "a" }`, "cyclonedx/unknown-field"},
		{"message for a string", `spec_version: "1.6" components { name: "a" version { x: 1 } }`, "proto/type"},
		{"string for a message", `spec_version: "1.6" metadata: "x" components { name: "a" }`, "proto/type"},
		{"word for a number", `spec_version: "1.6" components { name: "a" } vulnerabilities { cwes: many }`, "proto/type"},
		{"unknown word", `spec_version: "1.6" components { name: "a" scope: SCOPE_SOME }`, "cyclonedx/scope"},
		{"not closed", `spec_version: "1.6" components { name: "a"`, "proto/syntax"},
		{"closed twice", `spec_version: "1.6" components { name: "a" } }`, "proto/syntax"},
		{"string not closed", `spec_version: "1.6" components { name: "a" } serial_number: "b`, "proto/syntax"},
		{"list not closed", `spec_version: "1.6" components { name: "a" } vulnerabilities { cwes: [1`, "proto/syntax"},
		{"no name", `spec_version: "1.6" components { name: "a" } = 4`, "proto/syntax"},
		{"escape", `spec_version: "1.6" components { name: "a" } serial_number: "\q"`, "proto/syntax"},
	} {
		doc, list, err := cyclonedx.ReadProtoText(strings.NewReader(c.text), cyclonedx.Options{})
		if err != nil || !list.Has(c.code) || len(doc.Nodes) != 1 || doc.Nodes[0].Name != "a" {
			t.Errorf("%s: %v, want a document with a and %s\n%v", c.name, err, c.code, list)
		}
	}
}

// TestProtoBinaryDefects cuts the binary form at every byte, and damages every
// byte: what can be read is read.
func TestProtoBinaryDefects(t *testing.T) {
	_, data := protoStory(t, golden.Open(t, protoFile))
	for i := range data {
		if doc, list, err := cyclonedx.ReadProto(bytes.NewReader(data[:i]), cyclonedx.Options{}); err == nil && len(list) == 0 {
			t.Errorf("cut at %d: not a word about it, %d nodes", i, len(doc.Nodes))
		}
		broken := bytes.Clone(data)
		broken[i] ^= 0x55
		_, _, _ = cyclonedx.ReadProto(bytes.NewReader(broken), cyclonedx.Options{}) // must not panic
	}
}

func fuzzed(t *testing.T, doc *sbom.Document, err error) {
	if (doc == nil) != (err != nil) {
		t.Fatalf("document %v with error %v", doc, err)
	}
	if doc == nil {
		return
	}
	for id, n := range doc.All() {
		if n.Parent != sbom.None && n.Parent >= id {
			t.Fatalf("node %d stands before its parent %d", id, n.Parent)
		}
	}
}

// FuzzReadProto starts from the binary form of the story.
func FuzzReadProto(f *testing.F) {
	_, binary := protoStory(f, golden.Open(f, protoFile))
	f.Add(binary)
	f.Add([]byte("\x0a\x031.6"))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, _, err := cyclonedx.ReadProto(bytes.NewReader(data), cyclonedx.Options{})
		fuzzed(t, doc, err)
	})
}

// FuzzReadProtoText starts from the text form of the story.
func FuzzReadProtoText(f *testing.F) {
	text, _ := protoStory(f, golden.Open(f, protoFile))
	f.Add(text)
	f.Add([]byte(`spec_version: "1.6" components [{name: "\x41\u00e9\U0001F600\ud83d\ude00\101"}, <>]; metadata { timestamp { seconds: x } }`))
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, _, err := cyclonedx.ReadProtoText(bytes.NewReader(data), cyclonedx.Options{})
		fuzzed(t, doc, err)
	})
}
