// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"fmt"
	"math"
	"strings"
)

// table is the schema while it is parsed: shapes and enumerations may be
// referred to before they come.
type table struct {
	shapes map[string]*shape
	enums  map[string]map[string]versions
	shape  *shape
	enum   map[string]versions
	groups []waiting
}

// waiting is a group of members whose shape is not complete yet.
type waiting struct {
	*shape
	group
	sets string
}

// parseSchema parses the table and returns the shape of a document.
func parseSchema(text string) (*shape, error) {
	t := &table{shapes: make(map[string]*shape), enums: make(map[string]map[string]versions)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		words := strings.Fields(line)
		if len(words) == 0 || words[0][0] == '#' {
			continue
		}
		if err := t.line(words, line[0] == ' '); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	for name, s := range t.shapes {
		if len(s.fields) == 0 || len(s.fields) > 64 {
			return nil, fmt.Errorf("shape %s has %d members", name, len(s.fields))
		}
		s.finish()
	}
	for name, e := range t.enums {
		if len(e) == 0 {
			return nil, fmt.Errorf("enum %s has no value", name)
		}
	}
	for _, w := range t.groups {
		for set := range strings.FieldsSeq(w.sets) {
			var bits uint64
			for name := range strings.SplitSeq(set, "+") {
				if f := w.field([]byte(name)); f != nil {
					bits |= f.bit
				}
			}
			w.group.sets = append(w.group.sets, bits)
		}
		w.shape.groups = append(w.shape.groups, w.group)
	}
	return t.shapeOf("document"), nil
}

func (t *table) shapeOf(name string) *shape {
	if t.shapes[name] == nil {
		t.shapes[name] = &shape{name: name}
	}
	return t.shapes[name]
}

func (t *table) enumOf(name string) map[string]versions {
	if t.enums[name] == nil {
		t.enums[name] = make(map[string]versions)
	}
	return t.enums[name]
}

func (t *table) line(words []string, indented bool) error {
	switch {
	case !indented && len(words) == 2 && words[0] == "shape":
		t.shape, t.enum = t.shapeOf(words[1]), nil
	case !indented && len(words) == 2 && words[0] == "enum":
		t.shape, t.enum = nil, t.enumOf(words[1])
	case indented && t.enum != nil:
		return t.values(words)
	case indented && t.shape != nil:
		in, rest, err := versionsOf(words)
		if err != nil {
			return err
		}
		return t.member(rest, in)
	default:
		return fmt.Errorf("neither shape nor enum nor a part of one: %q", words)
	}
	return nil
}

// versionsOf splits the versions off the words of a line.
func versionsOf(words []string) (versions, []string, error) {
	n := 2
	switch {
	case words[0] == "...":
		n = 1
	case words[0][0] == '<':
		for n = 1; !strings.HasSuffix(words[n-1], ">"); n++ {
			if n == len(words) {
				return 0, nil, fmt.Errorf("no > in %q", words)
			}
		}
	}
	if len(words) == n {
		return allVersions, words, nil
	}
	if len(words) != n+1 {
		return 0, nil, fmt.Errorf("%d words in %q", len(words), words)
	}
	in, ok := parseVersions(words[n])
	if !ok {
		return 0, nil, fmt.Errorf("%q are no versions", words[n])
	}
	return in, words[:n], nil
}

func (t *table) values(words []string) error {
	in := allVersions
	if last := words[len(words)-1]; last[0] == '@' {
		words = words[:len(words)-1]
		var ok bool
		if in, ok = parseVersions(last[1:]); !ok {
			return fmt.Errorf("%q are no versions", last)
		}
	}
	for _, w := range words {
		t.enum[strings.ReplaceAll(w, "~", " ")] |= in
	}
	return nil
}

func (t *table) member(words []string, in versions) error {
	s := t.shape
	switch first := words[0]; {
	case first == "...":
		s.open |= in
		return nil
	case first[0] == '<':
		text := strings.Trim(strings.Join(words, " "), "<>")
		kind, sets, _ := strings.Cut(text, " ")
		t.groups = append(t.groups, waiting{shape: s, sets: sets,
			group: group{in: in, exactly: kind == "one", text: strings.ReplaceAll(sets, " ", ", ")}})
		return nil
	}
	name, required := strings.CutSuffix(words[0], "!")
	rule, err := t.rule(words[1])
	if err != nil {
		return err
	}
	var f *field
	if n := len(s.fields); n > 0 && s.fields[n-1].name == name {
		f = s.fields[n-1]
	} else {
		f = &field{name: name}
		s.fields = append(s.fields, f)
	}
	f.in |= in
	if required {
		f.required |= in
	}
	f.variants = append(f.variants, variant{in, rule})
	return nil
}

// rule parses a type. Alternatives are joined into one rule: what tells them
// apart is their kind, but for objects.
func (t *table) rule(s string) (*rule, error) {
	r := new(rule)
	for s != "" {
		one := s
		depth, i := 0, 0
		for ; i < len(s); i++ {
			switch c := s[i]; {
			case c == '[':
				depth++
			case c == ']':
				depth--
			case depth == 0 && (c == '|' || c == '^'):
				r.exactly = r.exactly || c == '^'
				one = s[:i]
			}
			if len(one) < len(s) {
				break
			}
		}
		s = strings.TrimLeft(s[len(one):], "|^")
		if err := t.alternative(r, one); err != nil {
			return nil, err
		}
	}
	return r, nil
}

func (t *table) alternative(r *rule, s string) error {
	kind, detail, _ := strings.Cut(s, ":")
	switch {
	case s == "any":
		r.any = true
	case s == "boolean":
		r.boolean = true
	case s[0] == '#':
		r.shapes = append(r.shapes, t.shapeOf(s[1:]))
	case s[0] == '[':
		end := strings.LastIndexByte(s, ']')
		if end < 0 {
			return fmt.Errorf("no ] in %q", s)
		}
		item, err := t.rule(s[1:end])
		if err != nil {
			return err
		}
		r.item, r.unique, r.filled = item, strings.Contains(s[end:], "!"), strings.Contains(s[end:], "+")
	case kind == "enum":
		r.text = &textRule{max: math.MaxInt, words: t.enumOf(detail), name: detail}
	case kind == "string":
		r.text = &textRule{max: math.MaxInt, format: detail}
		if lo, hi, ok := parseRange(detail); ok {
			r.text.format = ""
			r.text.min = int(max(lo, 0))
			if !math.IsInf(hi, 1) {
				r.text.max = int(hi)
			}
		} else if r.text.valid = formats[detail]; detail != "" && r.text.valid == nil {
			return fmt.Errorf("no format is called %q", detail)
		}
	case kind == "integer", kind == "number":
		lo, hi, ok := parseRange(detail)
		if !ok && detail != "" {
			return fmt.Errorf("%q is no range", detail)
		}
		r.number = &numberRule{min: lo, max: hi, whole: kind == "integer"}
	default:
		return fmt.Errorf("no type is called %q", s)
	}
	return nil
}
