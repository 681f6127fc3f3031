// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// MaxBytes bounds a file of statements. The largest that vendors publish have
// some tens of megabytes.
const MaxBytes = 512 << 20

// Read reads the statements of a file, which is of any dialect: the content
// tells, not the name. The name is for positions.
//
// What is wrong with the file is in the list, sorted, and what can be read is
// returned beside it: a statement whose status or justification is a word that
// the dialect does not have counts as under investigation. An error means that
// there is nothing to return: the file cannot be read, or it is no VEX.
func Read(ctx context.Context, file string, data io.Reader) (*Document, diag.List, error) {
	text, err := io.ReadAll(io.LimitReader(stoppable{ctx, data}, MaxBytes+1))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(text) > MaxBytes {
		return nil, nil, diag.Diagnostic{Code: "vex/limit", Position: diag.Position{File: file},
			Message: fmt.Sprintf("over the limit: the input has more than %d bytes", MaxBytes), Remedy: "split the file by product"}
	}
	return readText(file, "", text, 0)
}

// stoppable is a stream that ends with its context.
type stoppable struct {
	ctx context.Context
	io.Reader
}

func (s stoppable) Read(p []byte) (int, error) {
	if err := s.ctx.Err(); err != nil {
		return 0, err
	}
	return s.Reader.Read(p)
}

// readText reads a text that stands at the pointer of its file, within so many
// envelopes.
func readText(file, base string, text []byte, envelopes int) (*Document, diag.List, error) {
	text = bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF"))
	switch o := lookAt(text); {
	case o.openVEX():
		return readOpenVEX(file, base, text, nil)
	case o.has("document") && (o.has("product_tree") || o.has("vulnerabilities") || o.csaf):
		return readCSAF(file, base, text)
	case o.has("predicateType") && o.openVEXPredicate:
		return readStatement(file, base, text)
	case o.has("payload") && o.has("payloadType") && envelopes < maxEnvelopes:
		if doc, list, err, ok := readSealed(file, text, envelopes); ok {
			return doc, list, err
		}
	}
	if read.Detect(text).Kind == read.KindSBOM {
		return readSBOM(file, text)
	}
	return nil, nil, diag.Diagnostic{Code: "vex/not-vex", Position: diag.Position{File: file},
		Message: fmt.Sprintf("found %s, no statements whether products are affected", read.Detect(text).Name),
		Remedy:  "give an OpenVEX, CSAF or CycloneDX document"}
}

// readSBOM reads the statements that an SBOM holds.
func readSBOM(file string, text []byte) (*Document, diag.List, error) {
	bom, list, err := read.Bytes(file, text, nil)
	if err != nil {
		return nil, list, err
	}
	doc, own := FromSBOM(bom)
	// What the SBOM itself has to complain of is for those who assess it; of
	// a file of statements only what keeps statements from being read counts.
	for _, d := range list {
		if d.Code == "sbom/dangling-reference" && elsewhere(bom, d.Message) {
			continue
		}
		if d.Severity == diag.Error || d.Severity == diag.Warning && strings.HasPrefix(d.Pointer, bom.Base+"/vulnerabilities") {
			own.Add(d)
		}
	}
	own.Sort()
	return doc, own, nil
}

// elsewhere reports whether a message is of a reference that names by package URL
// what other documents hold.
func elsewhere(bom *sbom.Document, message string) bool {
	for i := range bom.Vulnerabilities {
		for _, name := range bom.Vulnerabilities[i].AffectsOutside {
			if strings.HasPrefix(name, "pkg:") && strings.Contains(message, strconv.Quote(name)) {
				return true
			}
		}
	}
	return false
}

// outline is what detection looks at: the members of the outermost object.
type outline struct {
	names            []string
	context          []string // @context
	csaf             bool     // document.csaf_version or document.tracking is there
	openVEXPredicate bool
}

func (o *outline) has(name string) bool {
	for _, n := range o.names {
		if n == name {
			return true
		}
	}
	return false
}

// openVEX knows a document by its context. Without one, as people leave it
// out, the list of statements tells.
func (o *outline) openVEX() bool {
	for _, c := range o.context {
		if strings.Contains(strings.ToLower(c), "openvex") {
			return true
		}
	}
	return len(o.context) == 0 && o.has("statements") && (o.has("author") || o.has("@id")) && !o.has("document")
}

// maxOutline bounds how many members are looked at.
const maxOutline = 200

func lookAt(text []byte) *outline {
	o := &outline{}
	if t := bytes.TrimLeft(text, " \t\r\n"); len(t) == 0 || t[0] != '{' {
		return o
	}
	r := tokens.New("", "", text)
	r.Object(func(name string) {
		if len(o.names) == maxOutline {
			return
		}
		o.names = append(o.names, name)
		switch {
		case name == "@context" && (r.Kind() == '"' || r.Kind() == '['):
			o.context = o.contexts(r)
		case name == "document" && r.Kind() == '{':
			r.Object(func(name string) { o.csaf = o.csaf || name == "csaf_version" || name == "tracking" })
		case name == "predicateType" && r.Kind() == '"':
			o.openVEXPredicate = strings.Contains(strings.ToLower(r.Text()), "openvex")
		}
	})
	return o
}

// contexts reads the texts of a context, which may hold objects beside them.
func (o *outline) contexts(r *tokens.Reader) []string {
	if r.Kind() == '"' {
		return []string{r.Text()}
	}
	var out []string
	r.Array(func(int) {
		if r.Kind() == '"' {
			out = append(out, r.Text())
		}
	})
	return out
}
