// SPDX-License-Identifier: Apache-2.0

package load_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/load"
)

const head = "apiVersion: kedja/v1\nkind: Supplier\nid: a\n"

// TestLimits feeds inputs that would exhaust a naive reader, and encodings
// that are not text.
func TestLimits(t *testing.T) {
	utf16 := "\xFF\xFEk\x00i\x00n\x00d\x00"
	var laughs strings.Builder
	laughs.WriteString(head + "aliases: &l0 [ha]\n")
	for i := 1; i < 30; i++ {
		fmt.Fprintf(&laughs, "x%d: &l%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*l%d, ", i-1), 9), ", "))
	}
	var deepAliases strings.Builder
	deepAliases.WriteString(head + "x0: &d0 [[[[[[[[[[a]]]]]]]]]]\n")
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&deepAliases, "x%d: &d%d [[[[[[[[[[*d%d]]]]]]]]]]\n", i, i, i-1)
	}
	var fields strings.Builder
	for i := range 10_001 {
		fmt.Fprintf(&fields, "  f%d: x\n", i)
	}
	for _, c := range []struct {
		name, in, code, message string
	}{
		{"billion laughs", laughs.String(), "load/limit", "more than 1000000 values once aliases are written out"},
		{"aliases nest too", deepAliases.String(), "load/limit", "nested deeper than 64 levels"},
		{"brackets", head + "x: " + strings.Repeat("[", 100_000), "load/limit", "nested deeper than 64 levels"},
		{"braces", head + "x: " + strings.Repeat("{a: ", 100_000), "load/limit", "nested deeper than 64 levels"},
		{"hyphens", head + "x:\n" + strings.Repeat("- ", 100_000) + "a\n", "load/limit", "nested deeper than 64 levels"},
		{"colons", head + strings.Repeat("a: ", 100_000), "load/limit", "nested deeper than 64 levels"},
		{"colons in brackets", head + "x: [" + strings.Repeat("a: ", 100_000), "load/syntax", "a second colon in one field"},
		{"fields in brackets without commas", head + "x: [\n" + strings.Repeat("a: 1\n", 100_000), "load/syntax", "a second colon in one field"},
		{"many tags", head + "x: " + strings.Repeat("!t ", 3), "load/unsupported", "tag !t: records have no tags"},
		{"anchors", head + "x: " + strings.Repeat("&a ", 100_000), "load/anchor", "one value cannot have two anchors"},
		{"fields", head + "identifiers:\n" + fields.String(), "load/limit", "more than 10000 fields in one mapping"},
		{"empty lines", head + "name: |\n  x\n" + strings.Repeat("\n", 100_000), "load/limit", "more than 100 empty lines in a row"},
		{"tabs", head + "name: \"" + strings.Repeat("\t", 100_000) + "\"", "load/limit", "too many tabs in long lines"},
		{"quotes", head + "name: " + strings.Repeat("\"", 100_000), "load/syntax", "value is not allowed in this context. map key-value is pre-defined"},
		{"UTF-16", utf16, "load/encoding", "the file is UTF-16"},
		{"UTF-16 without a mark", "k\x00i\x00n\x00d\x00", "load/encoding", "the file is UTF-16 without a byte order mark"},
		{"UTF-32", "\x00\x00\xFE\xFF\x00\x00\x00k", "load/encoding", "the file is UTF-32"},
		{"Latin-1", head + "name: Bj\xF6rk\n", "load/encoding", "the text is not UTF-8"},
		{"control characters", head + "name: a\x00b\n", "load/encoding", "control character U+0000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, diags, err := load.Bytes("in.yaml", []byte(c.in), kinds(), nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range diags {
				if d.Code == c.code && d.Message == c.message {
					return
				}
			}
			t.Errorf("want %s (%s), got:\n%v", c.message, c.code, diags)
		})
	}
}

func TestOptionsLowerTheLimits(t *testing.T) {
	in := []byte(head + "match: {purl: [a]}\n")
	for _, c := range []struct {
		opts load.Options
		code string
	}{
		{load.Options{MaxBytes: 10}, "load/too-large"},
		{load.Options{MaxDepth: 2}, "load/limit"},
		{load.Options{MaxNodes: 3}, "load/limit"},
	} {
		if _, diags, err := load.Bytes("in.yaml", in, kinds(), &c.opts); err != nil || !diags.Has(c.code) {
			t.Errorf("%+v: got %v, %v, want %s", c.opts, diags, err, c.code)
		}
	}
	if _, diags, err := load.Bytes("in.yaml", in, kinds(), &load.Options{}); err != nil || len(diags) > 0 {
		t.Errorf("default limits: %v, %v", diags, err)
	}
}

// TestTextIsReadAsItIs holds what the lexer below would get wrong by itself,
// and where files of other systems differ.
func TestTextIsReadAsItIs(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a byte order mark", "\xEF\xBB\xBF" + head + "name: x\n", "x"},
		{"line ends of Windows", strings.ReplaceAll(head+"name: x\n", "\n", "\r\n"), "x"},
		{"no newline at the end", head + "name: x", "x"},
		{"folded", head + "name: a\n  b\n\n  c\n", "a b\nc"},
		{"a block", head + "name: |-\n  a: 1\n  # b\n", "a: 1\n# b"},
		{"quotes", head + `name: "a\u00e9 \"b\""`, `aé "b"`},
		{"an exponent", head + "name: 1e5\n", "1e5"},
		{"a colon inside braces", head + "match: {purl: [nis2:energy]}\nname: x\n", "x"},
		{"an alias", head + "legalName: &n Name\nname: *n\n", "Name"},
		{"a directive", "%YAML 1.2\n---\n" + head + "name: x\n...\n", "x"},
		{"empty documents", "---\n---\n# nothing\n---\n" + head + "name: x\n---\n", "x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := supplierIn(t, c.in)
			if got.Name != c.want {
				t.Errorf("name: got %q, want %q", got.Name, c.want)
			}
			if p := got.Match.PURL; len(p) > 0 && p[0] != "nis2:energy" {
				t.Errorf("purl: %q", p)
			}
		})
	}
}
