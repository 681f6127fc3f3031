// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// The codes of the checker's findings.
const (
	codeUnknown     = "cyclonedx/unknown-field"
	codeRequired    = "cyclonedx/required"
	codeType        = "cyclonedx/wrong-type"
	codeEnumeration = "cyclonedx/enumeration"
	codeFormat      = "cyclonedx/format"
	codeRange       = "cyclonedx/range"
	codeRepeated    = "cyclonedx/repeated"
	codeChoice      = "cyclonedx/choice"
)

// violating are the codes of diagnostics that say that a document does not
// follow the published schema of the version that it states.
var violating = []string{
	codeUnknown, codeRequired, codeType, codeEnumeration, codeFormat, codeRange, codeRepeated, codeChoice,
	"cyclonedx/aggregate", "cyclonedx/analysis", "cyclonedx/bom-format", "cyclonedx/hash",
	"cyclonedx/license-choice", "cyclonedx/license-id", "cyclonedx/license-string", "cyclonedx/party",
	"cyclonedx/scope", "cyclonedx/serial-number", "cyclonedx/severity", "cyclonedx/spec-version",
	"cyclonedx/timestamp", "cyclonedx/tlp", "cyclonedx/tools", "cyclonedx/type", "cyclonedx/version-range",
	"json/null", "json/type", "json/syntax",
}

// Violates reports whether a diagnostic of the code says that a document does
// not follow the published schema of the version that it states. Other codes
// are about what the schema does not ask for.
func Violates(code string) bool { return slices.Contains(violating, code) }

// violation is a finding of the checker.
type violation struct {
	in      versions // in which it is one
	code    string
	pointer string
	line    int32
	message func(version int) (message, remedy string)
}

// note records a finding. Only so many of one code are listed.
func (c *checker) note(in versions, code string, line int32, here bool, message func(int) (string, string)) {
	c.counts[code]++
	limit := scan.MaxPerCode
	if !c.stated {
		limit *= 4 // some may turn out to be none
	}
	if c.counts[code] > limit {
		return
	}
	c.found = append(c.found, violation{in: in, code: code, pointer: c.pointer(here), line: line, message: message})
}

// pointer returns the JSON pointer of the current value, or of the object or
// list that it is in.
func (c *checker) pointer(here bool) string {
	var b []byte
	for i := range c.depth {
		f := &c.stack[i]
		if i == c.depth-1 && !here {
			break
		}
		b = append(b, '/')
		switch {
		case f.array:
			b = strconv.AppendInt(b, int64(f.index), 10)
		default:
			b = append(b, strings.NewReplacer("~", "~0", "/", "~1").Replace(f.called())...)
		}
	}
	return string(b)
}

func (c *checker) unknownField(in versions, s *shape, fd *field, line int32) {
	name := c.stack[c.depth-1].called()
	c.note(in, codeUnknown, line, true, func(v int) (string, string) {
		remedy := "check the spelling"
		switch {
		case fd != nil && fd.in.oldest() > v:
			remedy = fmt.Sprintf("it came with 1.%d: state that version, or leave it out", fd.in.oldest())
		case fd != nil:
			remedy = fmt.Sprintf("it was last in 1.%d", fd.in.newest())
		}
		return fmt.Sprintf("%s has no member %q in CycloneDX 1.%d", s.name, name, v), remedy
	})
}

func (c *checker) missing(in versions, s *shape, fd *field, line int32) {
	c.note(in, codeRequired, line, false, func(v int) (string, string) {
		return fmt.Sprintf("%s lacks %q, which CycloneDX 1.%d requires", s.name, fd.name, v), "state it"
	})
}

func (c *checker) ungrouped(in versions, s *shape, g *group, line int32) {
	c.note(in, codeChoice, line, false, func(v int) (string, string) {
		if g.exactly {
			return fmt.Sprintf("%s has in CycloneDX 1.%d exactly one of: %s", s.name, v, g.text), "state one of them"
		}
		return fmt.Sprintf("%s has in CycloneDX 1.%d at least one of: %s", s.name, v, g.text), "state one of them"
	})
}

// mixed notes a member of one shape in an object that has those of another.
func (c *checker) mixed(f *frame, line int32) {
	name := f.called()
	c.note(f.in, codeChoice, line, true, func(v int) (string, string) {
		return fmt.Sprintf("CycloneDX 1.%d does not allow %q beside what is stated before", v, name), "state one of the two"
	})
}

func (c *checker) undecided(f *frame, n int) {
	var names []string
	for _, s := range f.shapes {
		names = append(names, s.name)
	}
	c.note(f.in, codeChoice, f.line, false, func(v int) (string, string) {
		if n > 0 {
			return fmt.Sprintf("CycloneDX 1.%d cannot tell which it is of: %s", v, strings.Join(names, ", ")), "state what tells them apart"
		}
		return fmt.Sprintf("it is in CycloneDX 1.%d none of: %s", v, strings.Join(names, ", ")), "state what one of them requires"
	})
}

// kinds names what a rule allows.
func (r *rule) kinds() string {
	var out []string
	add := func(ok bool, name string) {
		if ok {
			out = append(out, name)
		}
	}
	add(len(r.shapes) > 0, "an object")
	add(r.item != nil, "a list")
	add(r.text != nil, "a string")
	add(r.number != nil && !r.number.whole, "a number")
	add(r.number != nil && r.number.whole, "a whole number")
	add(r.boolean, "a boolean")
	return strings.Join(out, " or ")
}

func kindName(k scan.Kind) string {
	switch k {
	case scan.KindObject:
		return "an object"
	case scan.KindArray:
		return "a list"
	case scan.KindString:
		return "a string"
	case scan.KindNumber:
		return "a number"
	case scan.KindNull:
		return "null"
	}
	return "a boolean"
}

func (c *checker) wrongType(r *rule, in versions, t *scan.Token) {
	kind := t.Kind
	c.note(in, codeType, t.Line, true, func(int) (string, string) {
		return fmt.Sprintf("expected %s, found %s", r.kinds(), kindName(kind)), "have the producer follow the schema of the format"
	})
}

func (c *checker) textual(r *textRule, in versions, t *scan.Token) {
	b := c.text[t.Off : t.Off+t.Len]
	if t.Flags&scan.Escaped != 0 {
		b = c.textOf(t)
	}
	switch {
	case r.words != nil:
		if bad := in &^ r.words[string(b)]; bad != 0 {
			c.notOneOf(bad, r, string(b), t.Line)
		}
	case r.format != "":
		if !r.valid(b) {
			s := string(b)
			c.note(in, codeFormat, t.Line, true, func(v int) (string, string) {
				return fmt.Sprintf("%q is not as CycloneDX 1.%d has it", clip(s), v), formatRemedies[r.format]
			})
		}
	case len(b) < r.min || len(b) > r.max:
		if n := utf8.RuneCount(b); n < r.min || n > r.max {
			c.note(in, codeRange, t.Line, true, func(v int) (string, string) {
				if n < r.min {
					return fmt.Sprintf("the string is empty, which CycloneDX 1.%d does not allow", v), "leave it out"
				}
				return fmt.Sprintf("the string has %d characters, over the %d of CycloneDX 1.%d", n, r.max, v), "shorten it"
			})
		}
	}
}

var formatRemedies = map[string]string{
	"date-time":  "write an RFC 3339 time such as 2026-03-01T12:00:00Z",
	"date":       "write a date such as 2026-03-01",
	"serial":     "write urn:uuid: and a UUID in lower case",
	"digest":     "write the digest in hexadecimal digits, all of them",
	"mime":       "write a media type in lower case such as text/plain",
	"locale":     "write a language, or one and a country: en, en-US",
	"cre":        "write an identifier such as CRE:764-507",
	"country":    "write an ISO 3166-1 alpha-2 code",
	"license-id": "use an identifier of the SPDX list, or name instead of id",
	"patent":     "write 2 to 30 letters, digits, spaces and -/.()",
}

func clip(s string) string {
	const most = 80
	if len(s) > most {
		return strings.ToValidUTF8(s[:most], "") + "…"
	}
	return s
}

func (c *checker) notOneOf(in versions, r *textRule, s string, line int32) {
	c.note(in, codeEnumeration, line, true, func(v int) (string, string) {
		var allowed []string
		for _, w := range slices.Sorted(maps.Keys(r.words)) {
			if r.words[w]&(1<<v) != 0 {
				allowed = append(allowed, w)
			}
		}
		remedy := "use a value of the specification"
		if len(allowed) <= 14 {
			remedy = "use one of: " + strings.Join(allowed, ", ")
		}
		if since := r.words[s]; since != 0 {
			return fmt.Sprintf("%q came with 1.%d, the document is 1.%d", s, since.oldest(), v), remedy
		}
		return fmt.Sprintf("%q is no value of CycloneDX 1.%d here", clip(s), v), remedy
	})
}

func (c *checker) numeric(r *numberRule, in versions, t *scan.Token) {
	if !r.whole && math.IsInf(r.min, -1) && math.IsInf(r.max, 1) {
		return
	}
	text := string(c.text[t.Off : t.Off+t.Len])
	f, err := strconv.ParseFloat(text, 64)
	if err == nil && f >= r.min && f <= r.max && (!r.whole || f == math.Trunc(f)) {
		return
	}
	c.note(in, codeRange, t.Line, true, func(v int) (string, string) {
		return fmt.Sprintf("%s is no number that CycloneDX 1.%d allows here", clip(text), v), "write " + r.String()
	})
}

// String says which numbers are allowed.
func (r *numberRule) String() string {
	s := "a number"
	if r.whole {
		s = "a whole number"
	}
	if !math.IsInf(r.min, -1) {
		s += fmt.Sprintf(" from %g", r.min)
	}
	if !math.IsInf(r.max, 1) {
		s += fmt.Sprintf(" to %g", r.max)
	}
	return s
}

// repeated notes the items of a list that an earlier one equals.
func (c *checker) repeated(f *frame) {
	items := f.items
	if c.distinct(items) {
		return
	}
	first := make(map[uint64]int, len(items))
	for i, v := range items {
		earlier, again := first[v]
		if !again {
			first[v] = i
			continue
		}
		f.index = int32(i)
		c.note(f.in, codeRepeated, f.lines[i], true, func(int) (string, string) {
			return fmt.Sprintf("it is the same as entry %d of the list", earlier), "list it once"
		})
	}
}

func (c *checker) empty(f *frame) {
	c.note(f.in, codeRange, f.line, false, func(v int) (string, string) {
		return fmt.Sprintf("the list is empty, which CycloneDX 1.%d does not allow", v), "leave it out"
	})
}

// distinct reports whether no two of the values are equal.
func (c *checker) distinct(values []uint64) bool {
	if len(values) > 16 {
		c.sorted = append(c.sorted[:0], values...)
		slices.Sort(c.sorted)
		return len(slices.Compact(c.sorted)) == len(values)
	}
	for i, v := range values {
		for _, w := range values[:i] {
			if v == w {
				return false
			}
		}
	}
	return true
}

// merge adds the findings to what the reader noted, but for those about a
// value of which the reader has said what became of it.
func (c *checker) merge(list diag.List, file string) diag.List {
	c.wait()
	if c.off {
		return list
	}
	said := make(map[string]bool)
	for _, d := range list {
		if Violates(d.Code) {
			said[d.Pointer] = true
		}
	}
	version := c.versions.newest()
	listed := make(map[string]int)
	for _, v := range c.found {
		if v.in&(1<<version) == 0 || (c.older && (v.code == codeUnknown || v.code == codeRepeated)) {
			c.counts[v.code]--
			continue
		}
		if v.ofValue() && (said[v.pointer] || said[v.pointer[:strings.LastIndexByte(v.pointer, '/')]]) {
			c.counts[v.code]--
			continue
		}
		if listed[v.code]++; listed[v.code] > scan.MaxPerCode {
			continue
		}
		message, remedy := v.message(version)
		list.Add(diag.Diagnostic{Severity: diag.Warning, Code: v.code, Message: message, Remedy: remedy,
			Position: diag.Position{File: file, Pointer: v.pointer, Line: int(v.line)}})
	}
	for _, code := range slices.Sorted(maps.Keys(c.counts)) {
		if more := c.counts[code] - listed[code]; more > 0 && listed[code] >= scan.MaxPerCode {
			list.Add(diag.Diagnostic{Severity: diag.Warning, Code: code, Position: diag.Position{File: file},
				Message: fmt.Sprintf("%d more of the same kind are not listed", c.counts[code]-scan.MaxPerCode)})
		}
	}
	list.Sort()
	return list
}

// ofValue reports whether the finding is about a value that has a pointer of
// its own.
func (v *violation) ofValue() bool {
	switch v.code {
	case codeType, codeEnumeration, codeFormat, codeRange:
		return v.pointer != ""
	}
	return false
}
