// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// licenses reads a licence choice: a list of licences or one expression.
func (r *reader) licenses(list []string) []string {
	if !r.Array() {
		return list
	}
	start := r.Line()
	var expressions, others int
	for r.Element() {
		c := r.licenseEntry()
		if c.expression != "" {
			expressions++
			list = r.AppendList(list, c.expression)
		}
		if c.license != "" {
			others++
			list = r.AppendList(list, c.license)
		}
	}
	// 1.7 allows mixing, to state declared beside concluded licences.
	if r.version < 7 && (expressions > 1 || (expressions > 0 && others > 0)) {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one expression, or a list of licences",
			"the list has an expression beside other entries; all are read")
	}
	return list
}

// choice is one entry of a licence choice, as stated; it should have one of
// the two.
type choice struct{ expression, license string }

func (r *reader) licenseEntry() choice {
	var c choice
	if r.Kind() == '"' {
		c.license = r.Intern()
		r.Note(diag.Warning, "cyclonedx/license-choice", `write an object: {"license": {"name": …}}`,
			"expected a licence, found a string, which is taken as its name")
		return c
	}
	if !r.Object() {
		return c
	}
	start := r.Line()
	for r.Member() {
		switch string(r.Name()) {
		case "license":
			c.license = r.license()
		case "expression":
			c.expression = r.expression()
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		case "acknowledgement", "expressionDetails", "licensing", "properties":
		default:
			r.unknown("a licence choice")
		}
	}
	if c.license != "" && c.expression != "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one of the two",
			"the entry has both license and expression; both are read")
	}
	if c.license == "" && c.expression == "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write license or expression", "the entry names no licence")
	}
	return c
}

func (r *reader) license() string {
	if r.Kind() == '"' {
		s := r.Intern()
		r.Note(diag.Warning, "cyclonedx/license-choice", `write an object: {"id": …} or {"name": …}`,
			"expected a licence, found a string, which is taken as its name")
		return s
	}
	if !r.Object() {
		return ""
	}
	start := r.Line()
	var id, name string
	for r.Member() {
		switch string(r.Name()) {
		case "id":
			id = r.licenseID()
		case "name":
			name = r.Intern()
		case "text":
			r.attachment()
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		case "url", "acknowledgement", "licensing", "properties":
		default:
			r.unknown("a licence")
		}
	}
	if id != "" && name != "" {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one of the two", "the licence has both id and name; the id counts")
	}
	if id != "" {
		return id
	}
	return name
}

func (r *reader) licenseID() string {
	id := r.Intern()
	switch status := scan.LicenseStatus(id); {
	case id == "":
	case status == scan.LicenseUnlisted:
		r.Note(diag.Warning, "sbom/license-id", "use an identifier of the SPDX list, or name instead of id",
			"%q is not in the SPDX licence list; it is kept as stated", id)
	case status == scan.LicenseDeprecated:
		r.Note(diag.Info, "sbom/license-id", "use the newer identifier", "the SPDX licence list marks %q as deprecated", id)
	}
	return id
}

func (r *reader) expression() string {
	e := r.Intern()
	if e == "" {
		return ""
	}
	if why := scan.ExpressionProblem(e); why != "" {
		r.Note(diag.Warning, "sbom/license-expression", "correct the expression",
			"%q is no SPDX licence expression: %s; it is kept as stated", e, why)
	}
	return e
}

// attachment checks the encoding of an embedded text, of which nothing is
// kept.
func (r *reader) attachment() {
	if !r.Object() {
		return
	}
	for r.Member() {
		switch string(r.Name()) {
		case "encoding":
			r.oneOf("encoding of a text", "base64")
		case "content", "contentType":
		default:
			r.unknown("a text")
		}
	}
}
