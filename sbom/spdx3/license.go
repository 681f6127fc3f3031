// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// license is an element that stands for a licence, or for an addition to one.
// Sets and operators are put together at the end.
type license struct {
	class               class
	text                string
	ref                 scan.Ref
	members             []scan.Ref
	subject, addition   scan.Ref
	at                  use
	settling, isSettled bool
}

func (r *reader) license(it *item) {
	l := license{class: it.class, ref: it.ref, subject: scan.NoRef, addition: scan.NoRef, at: r.used(it, propMember, 0)}
	switch it.class {
	case classExpression:
		l.text = it.str(propExpression)
		r.expression(it, l.text)
	case classConjunction, classDisjunction:
		l.members = slices.Clone(it.to(propMember))
	case classOrLater:
		l.subject = first(it.to(propSubjectLicense))
	case classWith:
		l.subject, l.addition = first(it.to(propSubjectExtendable)), first(it.to(propSubjectAddition))
	default:
		l.text = licenseName(it)
	}
	r.licenses = append(r.licenses, l)
}

func (r *reader) expression(it *item, e string) {
	if e == "" {
		r.NoteFrom(it.line, diag.Warning, "spdx3/license", "state simplelicensing_licenseExpression", "the licence expression is empty")
		return
	}
	if why := scan.ExpressionProblem(e); why != "" {
		r.NoteFrom(it.line, diag.Warning, "sbom/license-expression", "correct the expression", "%q is no SPDX licence expression: %s; it is kept as stated", e, why)
	}
}

// licenseName returns what a licence is known by: its identifier in the SPDX
// list, a LicenseRef, else its name.
func licenseName(it *item) string {
	name, id := it.str(propName), it.id
	if s := it.str(propLicenseID); s != "" {
		return s
	}
	if s, ok := listed(id); ok {
		return s
	}
	if scan.LicenseStatus(name) != scan.LicenseUnlisted {
		return name
	}
	if i := strings.LastIndex(id, "LicenseRef-"); i >= 0 {
		return id[i:]
	}
	if name != "" {
		return name
	}
	if it.class == classElement {
		if _, ok := individual(id); ok {
			return id
		}
		return ""
	}
	return id
}

// listed returns the identifier in an address of the SPDX licence list.
func listed(iri string) (string, bool) {
	for _, base := range []string{"https://spdx.org/licenses/", "http://spdx.org/licenses/"} {
		if id, ok := strings.CutPrefix(iri, base); ok && id != "" {
			for _, ext := range []string{".html", ".json", ".jsonld"} {
				id = strings.TrimSuffix(id, ext)
			}
			return id, true
		}
	}
	return "", false
}

// individual recognises the individuals by which SPDX says that there is
// nothing, or that nothing is said, in all their spellings.
func individual(s string) (none, ok bool) {
	switch s {
	case "NONE":
		return true, true
	case "NOASSERTION":
		return false, true
	}
	if len(s) < len("None") {
		return false, false
	}
	switch s[len(s)-4:] { // most texts are let go here
	case "None", "ment", "ense", "tion":
	default:
		return false, false
	}
	local := value(s)
	if local == s {
		_, local, _ = strings.Cut(s, "_")
		if s == "NoneElement" || s == "NoAssertionElement" {
			local = s
		}
	} else if !strings.Contains(s, "spdx") {
		return false, false
	}
	switch local {
	case "NoneElement", "NoneLicense", "None":
		return true, true
	case "NoAssertionElement", "NoAssertionLicense", "NoAssertion":
		return false, true
	}
	return false, false
}

// licenseText returns the expression, identifier or name of a licence. ok is
// false when none is stated.
func (r *reader) licenseText(ref, from scan.Ref, u use, depth int) (text string, ok bool) {
	if ref == scan.NoRef {
		return "", false
	}
	s := r.slot(ref)
	if s.class == classNone {
		return r.unlistedLicense(ref, from, u)
	}
	if !s.class.license() && s.class != classElement {
		if s.class == classOutside {
			r.leadsOut(ref, u)
		} else {
			r.NoteAt(diag.Warning, r.at(u), "spdx3/license", "refer to a licence", "%q is no licence; it is not read as one", r.RefName(ref))
		}
		return "", false
	}
	l := &r.licenses[s.at]
	if !l.isSettled {
		if l.settling || depth > maxLicenseDepth {
			r.NoteAt(diag.Warning, r.at(u), "spdx3/license", "state a set of licences without itself", "the licence %q is part of itself, or nested too deep", r.RefName(ref))
			return "", false
		}
		l.settling = true
		text := r.combined(l, depth+1)
		l = &r.licenses[s.at]
		l.text, l.settling, l.isSettled = text, false, true
	}
	if _, nothing := individual(l.text); nothing || l.text == "" {
		return "", false
	}
	return l.text, true
}

const (
	maxLicenseDepth = 64
	maxLicenseText  = 1 << 20 // sets of sets double with every level
)

// combined puts a set or operator together as an expression.
func (r *reader) combined(l *license, depth int) string {
	get := func(ref scan.Ref) string {
		s, _ := r.licenseText(ref, l.ref, l.at, depth)
		return s
	}
	switch l.class {
	case classConjunction, classDisjunction:
		operator := " AND "
		if l.class == classDisjunction {
			operator = " OR "
		}
		var b strings.Builder
		for _, m := range l.members {
			s := get(m)
			if s == "" || b.Len()+len(s) > maxLicenseText {
				continue
			}
			if b.Len() > 0 {
				b.WriteString(operator)
			}
			if strings.Contains(s, " AND ") || strings.Contains(s, " OR ") {
				s = "(" + strings.TrimSuffix(strings.TrimPrefix(s, "("), ")") + ")"
			}
			b.WriteString(s)
		}
		return b.String()
	case classOrLater:
		return addTo(get(l.subject), "+")
	case classWith:
		if addition := get(l.addition); addition != "" {
			return addTo(get(l.subject), " WITH "+addition)
		}
		return get(l.subject)
	}
	return l.text
}

func addTo(s, more string) string {
	if s == "" || len(s) > maxLicenseText {
		return s
	}
	return s + more
}

// unlistedLicense reads a licence that the document has no element for: an
// address of the SPDX list, or an expression in the place of a reference.
func (r *reader) unlistedLicense(ref, from scan.Ref, u use) (string, bool) {
	text := r.RefName(ref)
	if _, ok := individual(text); ok {
		return "", false
	}
	if id, ok := listed(text); ok {
		return id, true
	}
	if !strings.ContainsAny(text, ":#/") && scan.ExpressionProblem(text) == "" && !strings.HasPrefix(text, "SPDXRef-") {
		r.NoteAt(diag.Warning, r.at(u), "spdx3/license", "refer to a LicenseExpression element, or to https://spdx.org/licenses/…", "%q is no reference to a licence; it is taken as an expression", text)
		return text, true
	}
	if r.elsewhere(ref) {
		r.leadsOut(ref, u)
	} else {
		r.dangling(from, ref, r.at(u))
	}
	return "", false
}

// licensed gives a node a licence and marks it in bits as declared or
// concluded.
func (r *reader) licensed(n *sbom.Node, l string, bits *uint16) {
	i := slices.Index(n.Licenses, l)
	if i < 0 {
		i = len(n.Licenses)
		n.Licenses = r.AppendList(n.Licenses, l)
	}
	if i < 16 {
		*bits |= 1 << i
	}
}
