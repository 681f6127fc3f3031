// SPDX-License-Identifier: Apache-2.0

package scan

import (
	_ "embed"
	"strings"
	"sync"
)

// licenseText holds the identifiers of the SPDX licence list, one a line, the
// deprecated ones marked. Source: the package spdx-license-ids 3.0.24
// (CC0-1.0), which is made from https://spdx.org/licenses/.
//
//go:embed licenses.txt
var licenseText string

// licenseIDs parses the list once, when a document first names a licence.
var licenseIDs = sync.OnceValue(func() map[string]Status {
	m := make(map[string]Status, 800)
	for line := range strings.Lines(licenseText) {
		id, mark, _ := strings.Cut(strings.TrimSpace(line), " ")
		m[id] = LicenseListed
		if mark != "" {
			m[id] = LicenseDeprecated
		}
	}
	return m
})

// Status says how an identifier stands in the SPDX licence list.
type Status uint8

// The statuses.
const (
	LicenseUnlisted Status = iota
	LicenseListed
	LicenseDeprecated
)

// LicenseStatus looks up an SPDX licence identifier. "GPL-2.0+", a form the
// list once had, is deprecated; LicenseRef-… counts as listed.
func LicenseStatus(id string) Status {
	if strings.HasPrefix(id, "LicenseRef-") || strings.HasPrefix(id, "DocumentRef-") {
		return LicenseListed
	}
	if s := licenseIDs()[id]; s != LicenseUnlisted {
		return s
	}
	if base, ok := strings.CutSuffix(id, "+"); ok && licenseIDs()[base] != LicenseUnlisted {
		return LicenseDeprecated
	}
	return LicenseUnlisted
}

// ExpressionProblem says why the text is no SPDX licence expression (SPDX
// 2.3, annex D), "" when it is one. It checks the grammar, not whether the
// identifiers are known, in one pass without recursion.
func ExpressionProblem(e string) string {
	depth, operand, with := 0, false, false // operand: the last token ended one
	for rest := e; ; {
		var tok string
		if tok, rest = licenseToken(rest); tok == "" {
			break
		}
		switch word := strings.ToUpper(tok); {
		case tok == "(":
			if operand || with {
				return "a parenthesis follows an identifier"
			}
			depth++
		case tok == ")":
			if !operand || depth == 0 {
				return "a parenthesis closes nothing"
			}
			depth--
		case word == "AND" || word == "OR" || word == "WITH":
			if !operand || with {
				return word + " has nothing before it"
			}
			operand, with = false, word == "WITH"
		case operand:
			return "an operator is missing before " + tok
		case !licenseWord(tok):
			return tok + " has a character that is not allowed"
		default:
			operand, with = true, false
		}
	}
	switch {
	case depth > 0:
		return "a parenthesis is not closed"
	case !operand && strings.TrimSpace(e) != "":
		return "it ends with an operator"
	case !operand:
		return "it is empty"
	}
	return ""
}

// licenseToken returns the first token, a parenthesis or a word, and the rest.
func licenseToken(s string) (tok, rest string) {
	s = strings.TrimLeft(s, " \t\r\n")
	if s == "" {
		return "", ""
	}
	n := strings.IndexAny(s, " \t\r\n()")
	switch {
	case n < 0:
		return s, ""
	case n == 0:
		return s[:1], s[1:]
	}
	return s[:n], s[n:]
}

func licenseWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isLetter(c) && !isDigit(c) && c != '.' && c != '-' && c != '+' && c != ':' {
			return false
		}
	}
	return true
}
