// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// agent is an Agent of any class, or a Tool.
type agent struct {
	party sbom.Party
	known bool // it has a name or an address
}

var partyKinds = map[class]sbom.PartyKind{
	classOrganization: sbom.PartyOrganization, classPerson: sbom.PartyPerson, classTool: sbom.PartyTool,
}

func (r *reader) agent(it *item) agent {
	a := agent{party: sbom.Party{Kind: partyKinds[it.class]}}
	p := &a.party
	more := &sbom.PartyDetails{Ref: it.id}
	p.More = more
	var kind sbom.PartyKind
	kind, p.Name, p.Email = takeApart(it.str(propName))
	if p.Kind == sbom.PartyUnknown {
		p.Kind = kind
	}
	for _, x := range it.identifiers {
		switch {
		case x.scheme == "email" && p.Email == "":
			p.Email = x.value
		case x.scheme == "email":
			more.Contacts = append(more.Contacts, sbom.Contact{Email: x.value})
		case strings.HasPrefix(x.value, "https://") || strings.HasPrefix(x.value, "http://"):
			p.URLs = append(p.URLs, x.value)
		default:
			more.Identifiers = append(more.Identifiers, sbom.Identifier{Scheme: x.scheme, Value: x.value})
		}
	}
	for _, ref := range it.references {
		p.URLs = append(p.URLs, ref.URL)
	}
	a.known = p.Name != "" || p.Email != ""
	if !a.known && it.str(propName) == "" && it.ref != scan.NoRef {
		r.NoteFrom(it.line, diag.Warning, "spdx3/agent", "give the element its name", "the %s has no name; who it is stays unknown", agentNames[it.class])
	}
	if it.str(propComment) != "" || it.str(propDescription) != "" || it.str(propSummary) != "" {
		r.tallyAt(tallyNotKept, "the comment or description of agents and tools", "", r.Place(r.Pointer(), it.line))
	}
	return a
}

var agentNames = map[class]string{classAgent: "agent", classOrganization: "organization", classPerson: "person", classTool: "tool"}

// takeApart reads the text by which SPDX 2 names an actor, "Organization: Name
// (email)", which converters leave in the name.
func takeApart(s string) (kind sbom.PartyKind, name, email string) {
	for _, p := range actorPrefixes {
		if len(s) >= len(p.text) && strings.EqualFold(s[:len(p.text)], p.text) {
			kind, s = p.kind, s[len(p.text):]
			break
		}
	}
	s = strings.TrimSpace(s)
	if rest, inner, ok := cutParentheses(s); ok {
		s, email = rest, inner
	}
	return kind, stated(s), email
}

var actorPrefixes = []struct {
	text string
	kind sbom.PartyKind
}{
	{"Organization:", sbom.PartyOrganization},
	{"Organisation:", sbom.PartyOrganization},
	{"Person:", sbom.PartyPerson},
	{"Tool:", sbom.PartyTool},
}

// cutParentheses parts "Name (email)". Parentheses without an @ belong to the
// name: "Example (Nordic) AB".
func cutParentheses(s string) (name, email string, ok bool) {
	if !strings.HasSuffix(s, ")") {
		return "", "", false
	}
	open := strings.LastIndexByte(s, '(')
	if open < 0 {
		return "", "", false
	}
	inner := strings.TrimSpace(s[open+1 : len(s)-1])
	if inner != "" && !strings.Contains(inner, "@") {
		return "", "", false
	}
	return strings.TrimSpace(s[:open]), inner, true
}

// party returns who the reference names; nil is unknown.
func (r *reader) party(from, ref scan.Ref, u use) *sbom.Party {
	switch s := r.slot(ref); {
	case s.class >= classAgent && s.class <= classTool:
		if a := &r.agents[s.at]; a.known {
			return &a.party
		}
		return nil
	case s.class == classElement:
		if _, ok := individual(r.licenses[s.at].text); !ok && r.licenses[s.at].text != "" {
			return r.byName(ref, r.licenses[s.at].text, u)
		}
		return nil
	case s.class == classOutside:
		r.leadsOut(ref, u)
		return nil
	case s.class != classNone:
		r.NoteAt(diag.Warning, r.at(u), "spdx3/agent", "refer to an Agent", "%q is no agent; who it is stays unknown", r.RefName(ref))
		return nil
	}
	text := r.RefName(ref)
	switch _, nobody := individual(text); {
	case nobody:
		return nil
	case compact(text) == "SpdxOrganization":
		return r.byName(ref, "Organization: SPDX Project", use{field: propSilent})
	case isName(text):
		return r.byName(ref, text, u)
	case r.elsewhere(ref):
		r.leadsOut(ref, u)
	default:
		r.dangling(from, ref, r.at(u))
	}
	return nil
}

// isName reports whether a text in the place of a reference is no reference.
func isName(s string) bool {
	for _, p := range actorPrefixes {
		if len(s) >= len(p.text) && strings.EqualFold(s[:len(p.text)], p.text) {
			return true
		}
	}
	return strings.Contains(s, " ") || (!strings.ContainsAny(s, ":#/") && !strings.HasPrefix(s, "SPDXRef"))
}

// byName makes a party of a name that stands where a reference should.
func (r *reader) byName(ref scan.Ref, text string, u use) *sbom.Party {
	if p, ok := r.named[ref]; ok {
		return p
	}
	if r.named == nil {
		r.named = make(map[scan.Ref]*sbom.Party)
	}
	var p *sbom.Party
	if kind, name, email := takeApart(text); name != "" || email != "" {
		p = &sbom.Party{Kind: kind, Name: name, Email: email}
		if u.field != propSilent {
			r.NoteAt(diag.Warning, r.at(u), "spdx3/agent", "refer to an Organization, Person or SoftwareAgent element", "%q is no reference to an agent; it is taken as a name", text)
		}
	}
	r.named[ref] = p
	return p
}

// settleOwned gives the nodes what they have by reference.
func (r *reader) settleOwned() {
	for _, o := range r.owned {
		n := r.Node(o.node)
		switch o.prop {
		case propSuppliedBy:
			r.supplied(n, r.party(o.from, o.ref, o.at), o)
		case propOriginatedBy:
			originated(n, r.party(o.from, o.ref, o.at))
		default:
			r.parted(n, o)
		}
	}
}

func (r *reader) supplied(n *sbom.Node, p *sbom.Party, o owned) {
	switch {
	case p == nil:
	case n.Supplier == nil:
		n.Supplier = p
	case n.Supplier != p:
		r.NoteAt(diag.Warning, r.at(o.at), "spdx3/several-suppliers", "state one supplier", "%q has several suppliers; %q, the first, is taken", n.Name, n.Supplier.Name)
	}
}

// originated keeps the first originator as such and further ones as authors:
// originatedBy names who made the thing, or who had a part in it.
func originated(n *sbom.Node, p *sbom.Party) {
	switch {
	case p == nil:
	case n.Originator == nil:
		n.Originator = p
	case n.Originator != p:
		n.Authors = append(n.Authors, *p)
	}
}

// parted gives the node a part that stands in the graph by itself.
func (r *reader) parted(n *sbom.Node, o owned) {
	s := r.slot(o.ref)
	text := r.RefName(o.ref)
	switch {
	case s.class.part():
		p := &r.parts[s.at]
		for _, h := range p.hashes {
			n.Hashes = r.hashes.Append(n.Hashes, h)
		}
		r.codes(n, p.codes)
		for _, x := range p.identifiers {
			r.name(n, x)
		}
		for _, x := range p.references {
			n.References = r.refs.Append(n.References, x)
		}
	case strings.HasPrefix(text, "pkg:"):
		r.NoteAt(diag.Warning, r.at(o.at), "spdx3/identifier", "write an ExternalIdentifier with a type", "%q stands in the place of an identifier; it is taken as a package URL", text)
		r.name(n, identifier{"packageUrl", text, o.at.line})
	case strings.HasPrefix(text, "cpe:"):
		r.NoteAt(diag.Warning, r.at(o.at), "spdx3/identifier", "write an ExternalIdentifier with a type", "%q stands in the place of an identifier; it is taken as a CPE", text)
		r.name(n, identifier{"cpe23", text, o.at.line})
	case s.class == classNone:
		r.dangling(o.from, o.ref, r.at(o.at))
	}
}
