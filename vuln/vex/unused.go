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
	NoVersion             Reason = "no-version"              // it says fixed, without a version, of components that have the vulnerability
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
	u := newUsage(s)
	for i := range asked {
		u.see(&asked[i])
	}
	var out []Unused
	for i, st := range s.statements {
		reason := s.idle[i]
		switch {
		case u.used[i]:
			continue
		case reason != "":
		case u.met[i]:
			reason = NoVersion
		case u.nearest[i] >= identity.AnyVersion:
			reason = VulnerabilityNotFound
		case u.nearest[i] == identity.Possible:
			reason = ProductPossible
		case u.nearest[i] == identity.Differs:
			reason = OtherVersion
		default:
			reason = ProductNotFound
		}
		out = append(out, Unused{st, reason})
	}
	return out
}
