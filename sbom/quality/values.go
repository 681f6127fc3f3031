// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"strings"
	"time"

	"github.com/kedja/kedja/sbom"
)

// text answers for a string: what says that nothing is known is not a value.
func text(s string) status {
	s = strings.TrimSpace(s)
	switch {
	case s == "":
		return missing
	case placeholder(s):
		return unknown
	}
	return present
}

// placeholders are what documents write for "not known", in lower case. NONE
// is not among them: it says that there is none.
var placeholders = [...]string{"noassertion", "no assertion", "unknown", "unspecified", "undefined", "n/a", "null", "tbd", "not available", "withheld", "redacted"}

func placeholder(s string) bool {
	if len(s) > 13 || len(s) < 3 || !strings.ContainsRune("nNuUtTwWrR", rune(s[0])) {
		return false
	}
	for _, p := range placeholders {
		if len(s) == len(p) && strings.EqualFold(s, p) {
			return true
		}
	}
	return false
}

// best returns the strongest of the answers: present before declared unknown
// before unusable before missing.
func best(answers ...status) status {
	for _, want := range [...]status{present, unknown, unusable} {
		for _, a := range answers {
			if a == want {
				return want
			}
		}
	}
	return missing
}

// party answers whether the party is named, in whatever way.
func party(p *sbom.Party) status {
	if p == nil {
		return missing
	}
	return best(text(p.Name), contact(p))
}

func parties(list []sbom.Party) status {
	st := missing
	for i := range list {
		st = best(st, party(&list[i]))
	}
	return st
}

// people is parties without the tools among them.
func people(list []sbom.Party) status {
	st := missing
	for i := range list {
		if list[i].Kind != sbom.PartyTool {
			st = best(st, party(&list[i]))
		}
	}
	return st
}

// contact answers whether the party can be reached by e-mail or URL.
func contact(p *sbom.Party) status {
	if p == nil {
		return missing
	}
	if strings.Contains(p.Email, "@") {
		return present
	}
	for _, u := range p.URLs {
		if strings.Contains(u, "://") {
			return present
		}
	}
	if p.More == nil {
		return missing
	}
	for _, c := range p.More.Contacts {
		if strings.Contains(c.Email, "@") {
			return present
		}
	}
	for _, i := range p.More.Identifiers {
		if i.Scheme == "email" && strings.Contains(i.Value, "@") || strings.Contains(i.Value, "://") {
			return present
		}
	}
	return missing
}

// reachable answers for the contact of a party: unusable when there is a
// party without one.
func reachable(p *sbom.Party) status {
	st := contact(p)
	if st == missing && party(p) == present {
		return unusable
	}
	return st
}

// instant answers for a date with a time in the forms of RFC 3339, which is
// what the formats ask for.
func instant(s string) status {
	st := text(s)
	if st != present {
		return st
	}
	if _, err := time.Parse(time.RFC3339, strings.TrimSpace(s)); err != nil {
		return unusable
	}
	return present
}

// isExpression reports whether s has the form of an SPDX licence expression:
// identifiers joined by AND, OR and WITH, with parentheses. A name such as
// "Apache License 2.0" is none. Whether an identifier is listed is not asked.
func isExpression(s string) bool {
	depth, operand := 0, true // operand: an identifier or "(" comes next
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimLeft(s, " \t\n") {
		word := s
		if i := strings.IndexAny(s, "() \t\n"); i == 0 {
			word = s[:1]
		} else if i > 0 {
			word = s[:i]
		}
		s = s[len(word):]
		switch {
		case word == "(" && operand:
			depth++
		case word == ")" && !operand && depth > 0:
			depth--
		case !operand && operator(word):
			operand = true
		case operand && identifier(word):
			operand = false
		default:
			return false
		}
	}
	return !operand && depth == 0
}

func operator(s string) bool {
	return strings.EqualFold(s, "AND") || strings.EqualFold(s, "OR") || strings.EqualFold(s, "WITH")
}

func identifier(s string) bool {
	for _, c := range s {
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && !strings.ContainsRune(".-+:", c) {
			return false
		}
	}
	return !operator(s)
}

// expressions answers for a list of licences that have to be expressions.
func expressions(list []string) status {
	st := missing
	for _, l := range list {
		switch {
		case text(l) != present:
			st = best(st, text(l))
		case isExpression(l):
			return present
		default:
			st = best(st, unusable)
		}
	}
	return st
}
