// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// unstated reports whether a value says that nothing is said.
func unstated[T string | []byte](b T) bool {
	return len(b) == 0 || string(b) == "NOASSERTION" || string(b) == "NONE"
}

// actors remembers the actors that were read: a supplier has many packages.
type actors [512]struct {
	text  string
	party *sbom.Party
}

// actor reads a supplier or originator: "Organization: Name (email)". nil is
// unknown; the field is that of NOASSERTION. Equal texts share one party.
func (r *reader) actor(node *sbom.Node, field sbom.Unknown) *sbom.Party {
	b := bytes.TrimSpace(r.actorText())
	if !says(b, node, field) {
		return nil
	}
	n := uint(len(b))
	last := &r.actors[(n*31^uint(b[n-1])*7^uint(b[n/2])*3^uint(b[n*3/4])*13)%uint(len(r.actors))]
	if last.text == string(b) {
		return last.party
	}
	text := r.Keep(b)
	p, ok := r.party(text)
	if !ok {
		says([]byte(p.Name), node, field)
		return nil
	}
	party := &r.parties.One(p)[0]
	if p.Kind != sbom.PartyUnknown { // those are noted each time
		last.text, last.party = text, party
	}
	return party
}

// actorText reads the text of an actor. Generators that write YAML without
// quotes make an object of it, which is put together again.
func (r *reader) actorText() []byte {
	if r.Kind() != '{' || !r.Object() {
		return r.Bytes()
	}
	var text []byte
	for r.Member() {
		if len(text) > 0 || r.Kind() != '"' {
			continue
		}
		text = append(append(text, r.Name()...), ':', ' ')
		text = append(text, r.Bytes()...)
	}
	r.Note(diag.Warning, "spdx/actor", `write "Organization: …" in quotes, as one string`, "expected a string, found an object, which is read as %q", text)
	return text
}

// prefixes say what an actor is. The British spelling is not of the
// specification; what it means is not in doubt.
var prefixes = []struct {
	text string
	kind sbom.PartyKind
}{
	{"Organization:", sbom.PartyOrganization},
	{"Organisation:", sbom.PartyOrganization},
	{"Person:", sbom.PartyPerson},
	{"Tool:", sbom.PartyTool},
}

// party takes apart the text of an actor. Text without a prefix, which
// several generators write, is a name of unknown kind.
func (r *reader) party(text string) (sbom.Party, bool) {
	if unstated(text) {
		return sbom.Party{}, false
	}
	p := sbom.Party{}
	name := text
	for _, prefix := range prefixes {
		if n := len(prefix.text); len(text) >= n && (text[:n] == prefix.text || strings.EqualFold(text[:n], prefix.text)) {
			p.Kind = prefix.kind
			name = strings.TrimSpace(text[n:])
			break
		}
	}
	if p.Kind == sbom.PartyUnknown {
		r.Note(diag.Warning, "spdx/actor", `write "Organization: …" or "Person: …"`,
			"%q does not say whether it is an organization or a person; it is taken as a name", text)
	}
	p.Name, p.Email = split(name)
	return p, !unstated(p.Name) || p.Email != ""
}

// split parts "Name (email)". Parentheses without an @ belong to the name:
// "Example (Nordic) AB".
func split(s string) (name, email string) {
	if n := len(s); n > 1 && s[n-1] == ')' {
		if open := strings.LastIndexByte(s, '('); open >= 0 {
			inner := strings.TrimSpace(s[open+1 : n-1])
			if inner == "" || strings.IndexByte(inner, '@') >= 0 {
				return strings.TrimSpace(s[:open]), inner
			}
		}
	}
	return s, ""
}
