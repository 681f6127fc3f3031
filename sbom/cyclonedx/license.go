// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// nodeLicenses reads the licences of a component or service, with what is
// stated of how each was found.
func (r *reader) nodeLicenses(n *sbom.Node) {
	r.licenses(func(license, acknowledgement string) {
		if i := len(n.Licenses); i < 16 {
			switch acknowledgement {
			case "declared":
				n.Declared |= 1 << i
			case "concluded":
				n.Concluded |= 1 << i
			}
		}
		n.Licenses = r.AppendList(n.Licenses, license)
	})
}

// licenses reads a licence choice, a list of licences or one expression, and
// calls add for each.
func (r *reader) licenses(add func(license, acknowledgement string)) {
	if !r.Array() {
		return
	}
	start := r.Line()
	var expressions, others int
	for r.Element() {
		c := r.licenseEntry()
		if c.expression != "" {
			expressions++
			add(c.expression, c.acknowledgement)
		}
		if c.license != "" {
			others++
			add(c.license, c.acknowledgement)
		}
	}
	// Up to 1.4 the list was a free mix; 1.7 allows mixing again, to state
	// declared beside concluded licences.
	if (r.version == 5 || r.version == 6) && (expressions > 1 || (expressions > 0 && others > 0)) {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one expression, or a list of licences",
			"the list has an expression beside other entries; all are read")
	}
}

// choice is one entry of a licence choice, as stated; it should have one of
// the first two.
type choice struct{ expression, license, acknowledgement string }

func (r *reader) licenseEntry() choice {
	var c choice
	if r.Kind() == '"' {
		c.license = r.Intern()
		r.Note(diag.Warning, "cyclonedx/license-string", `write an object: {"license": {"name": …}}`,
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
			c.license = r.license(&c)
		case "expression":
			c.expression = r.expression()
		case "id", "name": // of a licence that stands where its wrapper should
			c.license = r.Intern()
		case "acknowledgement":
			c.acknowledgement = r.Intern()
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		default:
			r.unread()
		}
	}
	if c.license != "" && c.expression != "" && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one of the two",
			"the entry has both license and expression; both are read")
	}
	if c.license == "" && c.expression == "" && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-empty", "write license or expression", "the entry names no licence")
	}
	return c
}

func (r *reader) license(c *choice) string {
	if r.Kind() == '"' {
		s := r.Intern()
		r.Note(diag.Warning, "cyclonedx/license-string", `write an object: {"id": …} or {"name": …}`,
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
		case "acknowledgement":
			c.acknowledgement = r.Intern()
		case "text":
			r.attachment()
		case "bom-ref":
			r.BindOther(r.Ref(r.Bytes()))
		default:
			r.unread()
		}
	}
	if id != "" && name != "" && !r.checked() {
		r.NoteFrom(start, diag.Warning, "cyclonedx/license-choice", "write one of the two", "the licence has both id and name; the id counts")
	}
	if id != "" {
		return id
	}
	return name
}

func (r *reader) licenseID() string {
	id := r.Intern()
	status, known := r.licenseIDs[id]
	if !known {
		status = scan.LicenseStatus(id)
		if strings.Contains(id, "Ref-") {
			status = scan.LicenseUnlisted // of expressions, but not of the list
		}
		r.licenseIDs[id] = status
	}
	switch {
	case id == "":
	case status == scan.LicenseUnlisted:
		r.Note(diag.Warning, "cyclonedx/license-id", "use an identifier of the SPDX list, or name instead of id",
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
	why, known := r.expressions[e]
	if !known {
		why = scan.ExpressionProblem(e)
		r.expressions[e] = why
	}
	if why != "" {
		r.Note(diag.Warning, "sbom/license-expression", "correct the expression",
			"%q is no SPDX licence expression: %s; it is kept as stated", e, why)
	}
	return e
}
