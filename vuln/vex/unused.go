// SPDX-License-Identifier: Apache-2.0

package vex

import "github.com/kedja/kedja/vuln/vex/internal/identity"

// Reason says why a statement acted on nothing.
type Reason string

// The reasons, each a word that results and scripts may rely on.
const (
	LaterThanAsOf   Reason = "later-than-as-of" // it was made after the date
	Superseded      Reason = "superseded"       // there is a later version of its document
	NoVulnerability Reason = "no-vulnerability" // it names none
	NoProduct       Reason = "no-product"       // it names none
	NoIdentifier    Reason = "no-identifier"    // its products have no name that an SBOM could have

	ProductNotFound       Reason = "product-not-found"       // no component is its product
	OtherVersion          Reason = "other-version"           // components are its product in another version or variant
	ProductPossible       Reason = "product-possible"        // components may be its product: they leave open what it asks for
	VulnerabilityNotFound Reason = "vulnerability-not-found" // its product is there, its vulnerability was not found in it
)

// Asked is what was asked about: a component in its products, with the
// vulnerabilities that were found in it, each by all its names.
type Asked struct {
	Component       Thing
	Products        []Thing
	Vulnerabilities [][]string
}

// Unused is a statement that acted on nothing, and why.
type Unused struct {
	*Statement
	Reason Reason
}

// Unused returns the statements that acted on nothing of what was asked, the
// newest first. A statement [VulnerabilityNotFound] that says affected is worth
// a look: its author knows more than where the vulnerabilities came from.
func (s *Set) Unused(asked []Asked) []Unused {
	used := make([]bool, len(s.statements))
	nearest := make([]identity.Level, len(s.statements))
	for i := range asked {
		s.use(&asked[i], used, nearest)
	}
	var out []Unused
	for i, st := range s.statements {
		reason := s.idle[i]
		switch {
		case used[i]:
			continue
		case reason != "":
		case nearest[i] == identity.Sure:
			reason = VulnerabilityNotFound
		case nearest[i] == identity.Possible:
			reason = ProductPossible
		case nearest[i] == identity.Differs:
			reason = OtherVersion
		default:
			reason = ProductNotFound
		}
		out = append(out, Unused{st, reason})
	}
	return out
}

// use notes the statements that act on a component.
func (s *Set) use(a *Asked, used []bool, nearest []identity.Level) {
	q := newQuery(&a.Component, a.Products)
	var list []int32
	for _, key := range q.keys {
		for _, c := range s.byKey[key] {
			i := s.claims[c].statement
			if !used[i] && (nearest[i] != identity.Sure || len(a.Vulnerabilities) > 0) {
				list = append(list, c)
			}
		}
	}
	if len(list) == 0 {
		return
	}
	vulnerabilities := make([][]string, len(a.Vulnerabilities))
	for i, names := range a.Vulnerabilities {
		vulnerabilities[i] = foldAll(names)
	}
	for _, c := range s.claimsOf(list) {
		level, _ := q.covered(c)
		nearest[c.statement] = max(nearest[c.statement], level)
		if level != identity.Sure || used[c.statement] {
			continue
		}
		for _, names := range vulnerabilities {
			if sameVulnerability(s.names[c.statement], names) {
				used[c.statement] = true
				break
			}
		}
	}
}
