// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"bytes"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// unstated reports whether a value says that nothing is said.
func unstated(b []byte) bool {
	return len(b) == 0 || string(b) == "NOASSERTION" || string(b) == "NONE"
}

// actor reads a supplier or originator: "Organization: Name (email)". nil is
// unknown, NOASSERTION among it.
func (r *reader) actor() *sbom.Party {
	p, ok := r.party(r.actorText())
	if !ok {
		return nil
	}
	return &r.parties.One(p)[0]
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
	r.Note(diag.Warning, "json/type", `write "Organization: …" in quotes, as one string`, "expected a string, found an object, which is read as %q", text)
	return text
}

// prefixes say what an actor is. The British spelling is not of the
// specification; what it means is not in doubt.
var prefixes = []struct {
	text []byte
	kind sbom.PartyKind
}{
	{[]byte("Organization:"), sbom.PartyOrganization},
	{[]byte("Organisation:"), sbom.PartyOrganization},
	{[]byte("Person:"), sbom.PartyPerson},
	{[]byte("Tool:"), sbom.PartyTool},
}

// party takes apart the text of an actor. Text without a prefix, which
// several generators write, is a name of unknown kind.
func (r *reader) party(b []byte) (sbom.Party, bool) {
	b = bytes.TrimSpace(b)
	if unstated(b) {
		return sbom.Party{}, false
	}
	p := sbom.Party{}
	for _, prefix := range prefixes {
		if len(b) >= len(prefix.text) && bytes.EqualFold(b[:len(prefix.text)], prefix.text) {
			p.Kind = prefix.kind
			b = bytes.TrimSpace(b[len(prefix.text):])
			break
		}
	}
	if p.Kind == sbom.PartyUnknown {
		r.Note(diag.Warning, "spdx/actor", `write "Organization: …" or "Person: …"`,
			"%q does not say whether it is an organization or a person; it is taken as a name", b)
	}
	name, email := split(b)
	if unstated(name) && len(email) == 0 {
		return sbom.Party{}, false
	}
	p.Name, p.Email = r.InternBytes(name), r.InternBytes(email)
	return p, true
}

// split parts "Name (email)". Parentheses without an @ belong to the name:
// "Example (Nordic) AB".
func split(b []byte) (name, email []byte) {
	if n := len(b); n > 1 && b[n-1] == ')' {
		if open := bytes.LastIndexByte(b, '('); open >= 0 {
			inner := bytes.TrimSpace(b[open+1 : n-1])
			if len(inner) == 0 || bytes.IndexByte(inner, '@') >= 0 {
				return bytes.TrimSpace(b[:open]), inner
			}
		}
	}
	return b, nil
}
