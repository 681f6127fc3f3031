// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Grouping is a way to group what a scope consists of, in words.
type Grouping struct {
	By, Title, One, Many string
	Always               bool // shown in a short report too
}

// Groupings are all ways to group, in the order of reports.
var Groupings = []Grouping{
	{"supplier", "supplier", "supplier", "suppliers", true},
	{"owner", "owner", "owner", "owners", true},
	{"controlCountry", "country of control", "country", "countries", true},
	{"ecosystem", "package ecosystem", "ecosystem", "ecosystems", true},
	{"manufactureCountry", "country of manufacture", "country", "countries", false},
	{"establishedCountry", "country of establishment", "country", "countries", false},
	{"component", "component", "component", "components", false},
}

// Basis is what is shared out between groups, in words.
type Basis struct {
	Basis, Words string
	Always       bool // shown in a short report too
}

// Bases are all bases, in the order of reports.
var Bases = []Basis{
	{"spend", "yearly spend", true},
	{"count", "number of components", true},
	{"criticality", "components weighted by the criticality of the assets that need them", false},
	{"reach", "components weighted by how much rests on them", false},
	{"units", "units", false},
	{"declared", "declared shares", false},
}

// BasisWords says what is shared out.
func BasisWords(basis string) string {
	for _, b := range Bases {
		if b.Basis == basis {
			return b.Words
		}
	}
	return Clean(basis, MaxName)
}

// Effective says of how many equal groups a row is as concentrated as.
func (g Grouping) Effective(i result.Interval) string {
	words := Between(i, AsNumber)
	if least, ok := strings.CutPrefix(words, "at least "); ok {
		words = least + " or more"
	}
	if words == "1" {
		return "as concentrated as a single " + g.One
	}
	return "as concentrated as " + words + NBSP + "equal " + g.Many
}

// NoGroup names what is in no known group.
func NoGroup(by string) string {
	switch by {
	case "supplier":
		return "supplier not known"
	case "owner", "controlCountry":
		return "control not established"
	case "ecosystem", "component":
		return "no package URL"
	}
	return "country not stated"
}

// Scope is the widest scope of a result that was measured.
func Scope(a *result.Assessment) string {
	has := func(scope string) bool {
		return slices.ContainsFunc(a.Concentration, func(c result.Concentration) bool { return c.Scope == scope })
	}
	if has(a.Subject.ID) || len(a.Concentration) == 0 {
		return a.Subject.ID
	}
	for _, kind := range []string{"system:", "entity:"} {
		for _, c := range a.Concentration {
			if strings.HasPrefix(c.Scope, kind) {
				return c.Scope
			}
		}
	}
	return a.Concentration[0].Scope
}

// ScopeWords names a scope of a result.
func ScopeWords(a *result.Assessment, scope string) string {
	if scope == a.Subject.ID {
		return "the whole system"
	}
	return Text(scope)
}

// Row finds a row of concentration, nil where there is none.
func Row(a *result.Assessment, scope, by, basis string) *result.Concentration {
	for i := range a.Concentration {
		if c := &a.Concentration[i]; c.Scope == scope && c.By == by && c.Basis == basis {
			return c
		}
	}
	return nil
}

// Conditions lists in words what the numbers of a scope depend on.
func Conditions(a *result.Assessment, scope string) []string {
	var marks []string
	for _, c := range a.Concentration {
		if c.Scope == scope {
			marks = append(marks, c.Marks...)
		}
	}
	slices.Sort(marks)
	return Apply(slices.Compact(marks), func(m string) string { return cmp.Or(markWords(m), Text(m)) })
}

func markWords(mark string) string {
	switch mark {
	case "no-sbom":
		return "a product has no SBOM: its components are not in these numbers"
	case "no-dependency-edges":
		return "an SBOM states no dependencies: what rests on what is not known"
	case "sbom-completeness-incomplete":
		return "an SBOM says that it is incomplete"
	case "sbom-completeness-unknown":
		return "an SBOM says that nobody knows whether it is complete"
	}
	return ""
}

// Hidden says what common owners add to the concentration of a basis: the
// number, and what stands before and after it. It is "" where they add
// nothing that shows.
func Hidden(c *result.Concentration) (before, number, after string) {
	if c == nil || c.Hidden == nil || c.Hidden.Hi < 0.0005 {
		return "", "", ""
	}
	before, number = "Common owners add ", Between(*c.Hidden, AsFraction)
	after = " to the concentration index (0 to 1) of the " + BasisWords(c.Basis)
	if c.Hidden.Lo < 0.0005 {
		before, number = "Common owners may add up to ", AsFraction.Up(c.Hidden.Hi)
		after += ": who controls some suppliers is not established"
	}
	return before, number, after + "."
}

// Family is an owner with several suppliers that it certainly controls.
type Family struct {
	Owner   string
	Members []string
}

// Families finds the owners that certainly control several suppliers.
func (n *Names) Families(a *result.Assessment) []Family {
	members := map[string][]string{}
	var owners []string
	for _, c := range a.Control {
		if !c.Certain || len(c.Controllers) != 1 || c.Controllers[0] == c.Party {
			continue
		}
		if p := n.Parties[c.Party]; p == nil || len(p.Products) == 0 && p.Components == 0 {
			continue // a holding between, not a supplier
		}
		owner := c.Controllers[0]
		if members[owner] == nil {
			owners = append(owners, owner)
		}
		members[owner] = append(members[owner], n.Party(c.Party))
	}
	slices.Sort(owners)
	var out []Family
	for _, owner := range owners {
		if m := members[owner]; len(m) > 1 {
			out = append(out, Family{n.Party(owner), m})
		}
	}
	return out
}
