// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/kedja/kedja/load"
)

// WriteRecord writes one record as a YAML document: the fields in the order
// of the type, texts in quotes wherever a reader of YAML could take them for
// something else. kind is the record's kind, value a pointer to its struct.
func WriteRecord(w io.Writer, kind string, value any) error {
	var j bytes.Buffer
	e := json.NewEncoder(&j)
	e.SetEscapeHTML(false)
	if err := e.Encode(value); err != nil {
		return fmt.Errorf("the %s cannot be written: %w", kind, err)
	}
	d := json.NewDecoder(&j)
	d.UseNumber()
	root, err := readNode(d)
	if err != nil {
		return fmt.Errorf("the %s cannot be written: %w", kind, err)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "---\napiVersion: %s\nkind: %s\n", load.APIVersion, kind)
	root.block(&b, 0)
	_, err = w.Write(b.Bytes())
	return err
}

// node is a value of JSON with its fields in order.
type node struct {
	scalar any
	names  []string
	items  []*node
	list   bool
}

func readNode(d *json.Decoder) (*node, error) {
	t, err := d.Token()
	if err != nil {
		return nil, err
	}
	delim, ok := t.(json.Delim)
	if !ok {
		return &node{scalar: t}, nil
	}
	n := &node{list: delim == '['}
	for d.More() {
		if !n.list {
			name, err := d.Token()
			if err != nil {
				return nil, err
			}
			n.names = append(n.names, fmt.Sprint(name))
		}
		item, err := readNode(d)
		if err != nil {
			return nil, err
		}
		n.items = append(n.items, item)
	}
	_, err = d.Token()
	return n, err
}

func (n *node) isScalar() bool { return !n.list && n.names == nil }

// flat reports whether the node is a list of scalars.
func (n *node) flat() bool {
	for _, i := range n.items {
		if !i.isScalar() {
			return false
		}
	}
	return n.list
}

// block writes the fields of the node, each on a line.
func (n *node) block(b *bytes.Buffer, indent int) {
	for i, name := range n.names {
		if i > 0 || indent == 0 {
			b.WriteString(strings.Repeat(" ", indent))
		}
		b.WriteString(plainOrQuoted(name))
		b.WriteByte(':')
		n.items[i].after(b, indent)
	}
}

// after writes the value behind the colon of a field.
func (n *node) after(b *bytes.Buffer, indent int) {
	switch {
	case n.isScalar():
		b.WriteByte(' ')
		n.write(b)
		b.WriteByte('\n')
	case n.flat():
		b.WriteString(" [")
		for i, item := range n.items {
			if i > 0 {
				b.WriteString(", ")
			}
			item.write(b)
		}
		b.WriteString("]\n")
	case n.list:
		b.WriteByte('\n')
		for _, item := range n.items {
			b.WriteString(strings.Repeat(" ", indent+2) + "- ")
			item.block(b, indent+4)
		}
	default:
		b.WriteByte('\n')
		b.WriteString(strings.Repeat(" ", indent+2))
		n.block(b, indent+2)
	}
}

// write writes a scalar.
func (n *node) write(b *bytes.Buffer) {
	switch v := n.scalar.(type) {
	case nil:
		b.WriteString("null")
	case string:
		b.WriteString(plainOrQuoted(v))
	default: // json.Number, bool
		fmt.Fprint(b, v)
	}
}

// plain reports whether YAML 1.1 and 1.2 read a text as what it is, without
// quotes: words that begin with a letter, and days.
func plain(s string) bool {
	if s == "" || !letter(s[0]) {
		return isDay(s)
	}
	for i := 1; i < len(s); i++ {
		switch c := s[i]; {
		case inWord(c):
		case c != ' ' || i+1 == len(s) || s[i+1] == ' ':
			return false
		}
	}
	return true
}

func letter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func digit(c byte) bool  { return '0' <= c && c <= '9' }

func inWord(c byte) bool {
	return letter(c) || digit(c) || c == '_' || c == '.' || c == '/' || c == '-'
}

func isDay(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	for i := range len(s) {
		if i != 4 && i != 7 && !digit(s[i]) {
			return false
		}
	}
	return true
}

// words are what YAML 1.1 takes for something else than text.
var words = regexp.MustCompile(`^(?i:y|n|yes|no|on|off|true|false|null|none)$`)

func plainOrQuoted(s string) string {
	if s == "none" || plain(s) && (len(s) > 5 || !words.MatchString(s)) {
		return s
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(s); err != nil { // a string always encodes
		return `""`
	}
	return strings.TrimSuffix(b.String(), "\n")
}
