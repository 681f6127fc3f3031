// SPDX-License-Identifier: Apache-2.0

package identity

import (
	"cmp"
	"strings"

	"github.com/kedja/kedja/vuln/internal/ecosystem"
	"github.com/kedja/kedja/vuln/internal/version"
)

// Limit is what a statement says of versions beside a package URL or CPE.
type Limit struct {
	Exact string // one version
	Range string // a range, of the notation vers or in words
}

// Covers says whether a version is within the limit.
func (l Limit) Covers(scheme, version string) Level {
	switch {
	case l.Exact != "" && !sameVersion(scheme, l.Exact, version):
		return Differs
	case l.Range != "":
		return InRange(l.Range, version)
	}
	return Sure
}

// InRange says whether a version is in a range of the notation vers
// (vers:npm/>=1.0.0|<2.0.0). Where it cannot be told the answer is Possible:
// for ranges in words and for versions that the ecosystem cannot order.
func InRange(vers, version string) Level {
	scheme, constraints, ok := parts(strings.TrimSpace(vers))
	if !ok {
		return Possible
	}
	if strings.TrimSpace(constraints) == "*" {
		return Sure
	}
	var bounds []bound
	for part := range strings.SplitSeq(constraints, "|") {
		b, ok := parseBound(part)
		if !ok {
			return Possible
		}
		bounds = append(bounds, b)
	}
	return within(bounds, strings.ToLower(scheme), strings.TrimSpace(version))
}

// parts takes a range apart. Constraints without a scheme, which CSAF allows,
// are of none.
func parts(vers string) (scheme, constraints string, ok bool) {
	if rest, ok := cutFold(vers, "vers:"); ok {
		return strings.Cut(rest, "/")
	}
	return "", vers, vers != "" && strings.ContainsRune("<>=!", rune(vers[0]))
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// bound is one constraint: a comparator and a version.
type bound struct{ op, version string }

// up reports whether a stretch of versions begins at the bound.
func (b bound) up() bool { return b.op[0] == '>' }

func parseBound(s string) (bound, bool) {
	s = strings.ReplaceAll(strings.TrimSpace(s), " ", "")
	op := "="
	for _, o := range [...]string{">=", "<=", "!=", "=", "<", ">"} {
		if rest, ok := strings.CutPrefix(s, o); ok {
			op, s = o, rest
			break
		}
	}
	s = decode(s)
	return bound{op, s}, s != "" && s != "*"
}

// within follows the algorithm of the notation: a version that is named decides
// alone, else it must lie after a bound where versions begin or before one
// where they end.
func within(bounds []bound, scheme, version string) Level {
	var ends []bound
	open, excluding := false, true
	for _, b := range bounds {
		c, ok := 0, true
		if versionOf(scheme, b.version) != versionOf(scheme, version) {
			c, ok = compareVersions(scheme, version, b.version)
		}
		switch named := ok && c == 0; {
		case named && (b.op == "!=" || b.op == "<" || b.op == ">"):
			return Differs
		case named:
			return Sure
		case b.op[0] == '<' || b.op[0] == '>':
			ends = append(ends, b)
			open = open || !ok
		}
		excluding = excluding && b.op == "!="
	}
	switch {
	case excluding:
		return Sure
	case open:
		return Possible
	}
	return between(ends, scheme, version)
}

// sameVersion reports whether two spellings are of one version.
func sameVersion(scheme, a, b string) bool {
	if versionOf("golang", a) == versionOf("golang", b) { // a leading v
		return true
	}
	c, ok := compareVersions(scheme, a, b)
	return ok && c == 0
}

// between finds the two bounds that the version lies between. The notation
// has them in order, but not everybody who writes it does.
func between(ends []bound, scheme, version string) Level {
	var before, after *bound
	for i := range ends {
		e := &ends[i]
		c, _ := compareVersions(scheme, version, e.version)
		nearest := &before
		if c < 0 {
			nearest = &after
		}
		if *nearest == nil {
			*nearest = e
			continue
		}
		d, ok := compareVersions(scheme, e.version, (*nearest).version)
		if !ok {
			return Possible
		}
		if c > 0 && d > 0 || c < 0 && d < 0 {
			*nearest = e
		}
	}
	if before != nil && before.up() || after != nil && !after.up() {
		return Sure
	}
	return Differs
}

// compareVersions orders versions as the ecosystem of the scheme does. Where it
// has no order that is known, versions that are numbers with dots are ordered,
// and those of semantic versioning with what comes before a release; ok is
// false for others.
func compareVersions(scheme, a, b string) (c int, ok bool) {
	if order := ecosystem.Order(scheme); version.Ordered(order) {
		v := version.Of(order, versionOf(scheme, a))
		c, err := v.Compare(versionOf(scheme, b))
		return c, err == nil
	}
	a, b = versionOf("golang", a), versionOf("golang", b) // a leading v
	semantic := scheme == "semver"
	numA, preA, okA := numbers(a, semantic)
	numB, preB, okB := numbers(b, semantic)
	if !okA || !okB {
		return 0, false
	}
	for i := range max(len(numA), len(numB)) {
		if c := compareNumbers(at(numA, i), at(numB, i)); c != 0 {
			return c, true
		}
	}
	switch {
	case preA == preB:
		return 0, true
	case !semantic:
		return 0, false
	case preA == "":
		return 1, true
	case preB == "":
		return -1, true
	}
	return comparePre(preA, preB), true
}

func at(list []string, i int) string {
	if i < len(list) {
		return list[i]
	}
	return "0"
}

// numbers takes a version apart: numbers with dots, then what comes before a
// release. What follows a plus is of the build and has no order in semantic
// versioning.
func numbers(v string, semantic bool) (list []string, pre string, ok bool) {
	if semantic {
		v, _, _ = strings.Cut(v, "+")
	}
	v, pre, _ = strings.Cut(v, "-")
	list = strings.Split(v, ".")
	for _, n := range list {
		if !isNumber(n) {
			return nil, "", false
		}
	}
	return list, pre, true
}

func isNumber(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// comparePre is the rule 11 of semantic versioning 2.0.0.
func comparePre(a, b string) int {
	la, lb := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(la), len(lb)) {
		x, y := la[i], lb[i]
		var c int
		switch nx, ny := isNumber(x), isNumber(y); {
		case nx && ny:
			c = compareNumbers(x, y)
		case nx:
			c = -1
		case ny:
			c = 1
		default:
			c = strings.Compare(x, y)
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(la), len(lb))
}

// CompareNumbers orders the versions of documents: numbers, or numbers with
// dots. Others are ordered as texts.
func CompareNumbers(a, b string) int {
	if c, ok := compareVersions("semver", a, b); ok {
		return c
	}
	return strings.Compare(a, b)
}
