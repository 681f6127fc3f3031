// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/kedja/kedja/diag"
)

const (
	longestExpression = 16 << 10 // bytes of one licence expression
	deepestExpression = 64       // nested sets in it
	mostExpressions   = 64 << 20 // bytes of all of them
)

// license returns the expression of a licence.
func (t *rdfText) license(p *graphProp) string {
	if p.node < 0 {
		return assertion(p.text)
	}
	var b strings.Builder
	ok := t.spent < mostExpressions && t.expression(&b, p.node, 0)
	if t.spent += b.Len(); !ok {
		t.graph.note("expression", p.line, diag.Error, "rdf/license", "write the licence as nested sets without a loop",
			"a licence is made of sets that are too deep, too many or in a loop; it is not read")
		return ""
	}
	return b.String()
}

// expression appends the licence of a node. It returns false when the text
// grows too long or the sets are nested too deep, as they are in a loop.
func (t *rdfText) expression(b *strings.Builder, n int32, depth int) bool {
	if depth > deepestExpression || b.Len() > longestExpression {
		return false
	}
	switch node := &t.nodes[n]; node.kind {
	case "ConjunctiveLicenseSet":
		return t.set(b, n, " AND ", depth)
	case "DisjunctiveLicenseSet":
		return t.set(b, n, " OR ", depth)
	case "WithExceptionOperator":
		if p := t.one(n, "member"); p == nil || p.node < 0 || !t.expression(b, p.node, depth+1) {
			return p == nil
		}
		if p := t.one(n, "licenseException"); p != nil && p.node >= 0 {
			b.WriteString(" WITH " + t.licenseID(p.node, "licenseExceptionId"))
		}
	case "OrLaterOperator":
		if p := t.one(n, "member"); p == nil || p.node < 0 || !t.expression(b, p.node, depth+1) {
			return p == nil
		}
		b.WriteByte('+')
	case "SpdxNoAssertionLicense":
		b.WriteString("NOASSERTION")
	case "SpdxNoneLicense":
		b.WriteString("NONE")
	default:
		b.WriteString(t.licenseID(n, "licenseId"))
	}
	return true
}

// set appends the members of a set in parentheses.
func (t *rdfText) set(b *strings.Builder, n int32, operator string, depth int) bool {
	b.WriteByte('(')
	first := true
	for p := t.nodes[n].first; p >= 0; p = t.props[p].next {
		if m := &t.props[p]; m.name == "member" && m.node >= 0 {
			if !first {
				b.WriteString(operator)
			}
			first = false
			if !t.expression(b, m.node, depth+1) {
				return false
			}
		}
	}
	b.WriteByte(')')
	return true
}

// licenseID returns the identifier of a licence or an exception: stated, or
// the end of its IRI.
func (t *rdfText) licenseID(n int32, property string) string {
	if p := t.one(n, property); p != nil && p.node < 0 && p.text != "" {
		return p.text
	}
	iri := assertion(t.nodes[n].id)
	id := strings.TrimSuffix(localName(iri), ".html")
	if base, _, ok := strings.Cut(iri, "#"); ok && strings.HasPrefix(id, "LicenseRef-") && base != "" && base != t.namespace {
		if doc := t.documents[base]; doc != "" {
			return doc + ":" + id
		}
	}
	return id
}
