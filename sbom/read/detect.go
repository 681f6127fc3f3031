// SPDX-License-Identifier: Apache-2.0

package read

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Kind says to whom an input belongs.
type Kind uint8

// The kinds of input.
const (
	KindOther  Kind = iota // none of the following
	KindSBOM               // a bill of materials, readable here or not
	KindRecord             // records that users write: kind System, Supplier …
	KindResult             // a stored assessment
)

// Detection says what an input is.
type Detection struct {
	Kind     Kind
	Name     string // for people: "CycloneDX JSON", "a record of kind System"
	Readable bool   // an SBOM of a format that this package reads
}

// HeadBytes is how much of an input [DetectHead] looks at.
const HeadBytes = headBytes

// Detect says what data is, by its content. It costs a look at the outermost
// members and checks nothing below them.
func Detect(data []byte) Detection {
	if d, ok := DetectHead(data); ok {
		return d
	}
	d, _ := newSample(data, true).detect()
	return d
}

// DetectHead says what an input is of which head is the first [HeadBytes], or
// all when there are less. It reports false where what settles it stands
// further on: then ask [Detect] about the whole.
func DetectHead(head []byte) (Detection, bool) {
	return newSample(head[:min(len(head), headBytes)], len(head) < headBytes).detect()
}

// detect reports false where the sample ends too early.
func (s *sample) detect() (Detection, bool) {
	if d, ok := s.kedja(); ok {
		return d, true
	}
	if f := s.format(); f != nil {
		return Detection{Kind: KindSBOM, Name: f.name, Readable: f.read != nil}, true
	}
	return Detection{Kind: KindOther, Name: s.describe()}, s.complete
}

// recordKinds are the kinds of records in files that users write.
var recordKinds = []string{"System", "Supplier", "Country", "Waiver", "Curation", "Evidence", "Tender",
	"Scenario", "Exercise", "Contribution", "Decision"}

// kedja recognises this project's own files, JSON or YAML.
func (s *sample) kedja() (Detection, bool) {
	kind, api := s.member("kind"), s.member("apiVersion")
	if !s.json {
		kind, api = s.scalar("kind"), s.scalar("apiVersion")
	}
	if kind == "" && api == "" && (!s.json || s.err != nil) {
		kind, api = flow(s.head, "kind"), flow(s.head, "apiVersion")
	}
	switch {
	case kind == "Assessment":
		return Detection{Kind: KindResult, Name: "a stored assessment"}, true
	case strings.HasPrefix(api, "kedja/") || slices.Contains(recordKinds, kind):
		return Detection{Kind: KindRecord, Name: "a record of kind " + kind}, true
	}
	return Detection{}, false
}

// scalar returns the value of a YAML key that begins a line, without quotes.
func (s *sample) scalar(key string) string {
	for line := range bytes.Lines(s.head) {
		if rest, ok := bytes.CutPrefix(line, []byte(key+":")); ok {
			value, _, _ := bytes.Cut(rest, []byte(" #"))
			return strings.Trim(strings.TrimSpace(string(value)), `"'`)
		}
	}
	return ""
}

// neighbours are formats that are given in mistake for an SBOM; each is known
// by members of its outermost object and, where a value is given, its text.
var neighbours = []struct {
	name, member, value string
	also                string
	remedy              string // "" is the usual one
}{
	{name: "an OpenVEX document", member: "@context", value: "openvex"},
	{name: "a CSAF document", member: "document", also: "product_tree"},
	{name: "a CSAF document", member: "document", also: "vulnerabilities"},
	{name: "an OSV record", member: "affected", also: "modified"},
	{name: "a SARIF log", member: "runs", also: "version"},
	{name: "a JSON schema", member: "$schema", value: "json-schema.org"},
	{name: "a result of Syft in its own format", member: "artifacts", also: "descriptor"},
}

// describe names the content for an error message.
func (s *sample) describe() string {
	name, _ := s.neighbour()
	switch {
	case name != "":
		return name
	case len(s.raw) == 0:
		return "an empty file"
	case len(s.head) == 0:
		return "a file of white space"
	case s.json && s.head[0] == '[':
		return "a JSON list"
	case s.json && len(s.names) == 0:
		return "a JSON object without members"
	case s.json:
		return "a JSON object with the members " + strings.Join(s.names[:min(len(s.names), 5)], ", ")
	case s.xml():
		return "XML, but of no SBOM format"
	case bytes.IndexByte(s.head, 0) >= 0:
		return "binary data"
	}
	return "text of an unknown format"
}

// neighbour returns the name of a neighbouring format and what to do, "" when
// the content is none.
func (s *sample) neighbour() (name, remedy string) {
	for _, n := range neighbours {
		if s.has(n.member) && strings.Contains(s.member(n.member), n.value) && (n.also == "" || s.has(n.also)) {
			return n.name, n.remedy
		}
	}
	return "", ""
}

// refuse returns the error for content that is no SBOM.
func (s *sample) refuse(name string) error {
	d := diag.Diagnostic{
		Code: "sbom/not-an-sbom", Position: diag.Position{File: name},
		Message: fmt.Sprintf("found %s, not an SBOM", s.describe()),
		Remedy:  "give a CycloneDX or SPDX document",
	}
	if _, remedy := s.neighbour(); remedy != "" {
		d.Remedy = remedy
	}
	if k, ok := s.kedja(); ok {
		d.Message = fmt.Sprintf("found %s, not an SBOM", k.Name)
	}
	if s.err != nil {
		d.Message += "; reading stopped at " + strings.TrimPrefix(short(s.err.Error()), "jsontext: ")
	}
	return d
}

// short cuts a text that hostile input made long.
func short(s string) string {
	const most = 200
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + " …"
}
