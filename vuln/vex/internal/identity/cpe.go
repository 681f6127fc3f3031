// SPDX-License-Identifier: Apache-2.0

package identity

import "strings"

// CPE is a name of the Common Platform Enumeration: part, vendor, product,
// version, update, edition, language, software edition, target software,
// target hardware, other. "*" is any value, "-" is none.
type CPE [11]string

const (
	cpePart = iota
	cpeVendor
	cpeProduct
	cpeVersion
)

// ParseCPE reads a CPE 2.3 formatted string or a CPE 2.2 URI.
func ParseCPE(s string) (CPE, bool) {
	s = strings.TrimSpace(s)
	if rest, ok := cutFold(s, "cpe:2.3:"); ok {
		return cpe23(rest)
	}
	if rest, ok := cutFold(s, "cpe:/"); ok {
		return cpe22(rest)
	}
	return CPE{}, false
}

func cpe23(s string) (CPE, bool) {
	var c CPE
	n := 0
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ':':
			if n == len(c)-1 {
				return CPE{}, false
			}
			c[n] = b.String()
			b.Reset()
			n++
		case s[i] == '\\' && i+1 < len(s):
			i++
			b.WriteByte(literal(s[i]))
		default:
			b.WriteByte(s[i])
		}
	}
	c[n] = b.String()
	return c.settled(n >= cpeProduct)
}

// literal keeps an escaped wildcard from being one.
func literal(c byte) byte {
	switch c {
	case '*':
		return 1
	case '?':
		return 2
	}
	return c
}

func cpe22(s string) (CPE, bool) {
	var c CPE
	parts := strings.Split(s, ":")
	if len(parts) < 3 || len(parts) > 7 {
		return CPE{}, false
	}
	for i, p := range parts {
		c[i] = decode(p)
	}
	// The edition of a 2.2 name may carry the four newer attributes.
	if packed := strings.Split(c[5], "~"); len(packed) == 6 && packed[0] == "" {
		c[5], c[7], c[8], c[9], c[10] = packed[1], packed[2], packed[3], packed[4], packed[5]
	}
	return c.settled(true)
}

func (c CPE) settled(ok bool) (CPE, bool) {
	for i, v := range c {
		if c[i] = strings.ToLower(v); v == "" {
			c[i] = "*"
		}
	}
	ok = ok && strings.Contains("aoh", c[cpePart]) && c[cpeVendor] != "*" && c[cpeProduct] != "*"
	if !ok {
		return CPE{}, false
	}
	return c, true
}

// Key is the product without version and variant. A product whose name has
// wildcards has none and is "".
func (c CPE) Key() string {
	if strings.ContainsAny(c[cpeVendor]+c[cpeProduct], "*?") {
		return ""
	}
	return c[cpePart] + ":" + c[cpeVendor] + ":" + c[cpeProduct]
}

// Covers says whether the CPE of a statement covers that of a component. What
// the statement leaves open covers all; what only the component leaves open
// may be covered.
func (c CPE) Covers(t CPE, limit Limit, version string) Level {
	if t[cpeVersion] == "*" && version != "" {
		t[cpeVersion] = strings.ToLower(version)
	}
	level := Sure
	for i, want := range c {
		switch has := t[i]; {
		case want == "*" || want == has:
		case i <= cpeProduct && !wild(want, has):
			return None
		case has == "*":
			level = min(level, Possible)
		case !wild(want, has):
			return Differs
		}
	}
	return min(level, c.coversLimit(limit, t[cpeVersion]))
}

func (c CPE) coversLimit(limit Limit, version string) Level {
	open := c[cpeVersion] == "*" || c[cpeVersion] == "-"
	switch {
	case c[cpeVersion] == "*" && limit == Limit{}:
		return AnyVersion
	case !open || limit == Limit{}:
		return Sure
	case version == "*" || version == "-":
		return Possible
	}
	return limit.Covers("", version)
}

// wild compares with a pattern in which * is any text and ? one character or
// none.
func wild(pattern, s string) bool {
	if pattern == "-" || s == "-" {
		return pattern == s
	}
	star, from := -1, 0
	p, i := 0, 0
	for i < len(s) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, i
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == s[i]):
			p, i = p+1, i+1
		case star >= 0:
			from++
			p, i = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*?") == ""
}
