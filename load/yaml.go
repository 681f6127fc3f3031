// SPDX-License-Identifier: Apache-2.0

package load

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// form is what a node is.
type form uint8

const (
	scalar form = iota
	mapping
	sequence
)

// node is a value of a document with its aliases resolved. A node that an
// anchor names is shared by all who refer to it.
type node struct {
	form   form
	text   string // scalar: the source text, escapes of quoted ones undone
	plain  bool   // scalar: neither quoted nor a block
	at     place
	fields []field
	items  []*node

	size  int // nodes in it, shared ones counted each time
	depth int
}

type field struct {
	name  string
	at    place
	value *node
}

// null reports whether the node says that nothing is known.
func (n *node) null() bool {
	if n.form != scalar || !n.plain {
		return false
	}
	switch n.text {
	case "", "~", "null", "Null", "NULL":
		return true
	}
	return false
}

// what describes the node in messages.
func (n *node) what() string {
	switch {
	case n.form == mapping:
		return "a mapping"
	case n.form == sequence:
		return "a list"
	case n.null():
		return "null"
	}
	return fmt.Sprintf("%q", clip(n.text))
}

// clip keeps messages on one line of bearable length.
func clip(s string) string {
	const most = 60
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// parse reads one document; nil means that it could not be read, which the
// list then says.
func (r *reader) parse(p part) (root *node) {
	c := &composer{reader: r, first: p.line, anchors: map[string]*node{}, unread: map[*token.Token]bool{}}
	defer func() {
		// The library must not be able to take the program down. A failure
		// here is one of its own, since everything else is checked before.
		if v := recover(); v != nil {
			r.add("load/syntax", place{p.line, 1}, fmt.Sprintf("this document cannot be read: %v", v), "simplify the YAML around it, or write JSON")
			root = nil
		}
	}()
	var tokens token.Tokens
	tokens, c.spots = lex(p.text)
	if !c.guard(tokens) {
		return nil
	}
	file, err := parser.Parse(tokens, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		c.syntax(err)
		return nil
	}
	for _, d := range file.Docs {
		if d.Body == nil {
			continue
		}
		if root != nil {
			c.refuse(d.Body.GetToken(), "load/syntax", "a second document begins here", "separate documents with a line of three hyphens")
			return nil
		}
		root = c.compose(d.Body)
	}
	if c.failed {
		return nil
	}
	return c.complete(root, tokens)
}

// complete checks that every scalar of the text is in the tree: what the
// library dropped must not look as if it had never been said.
func (c *composer) complete(root *node, tokens token.Tokens) *node {
	for _, tk := range tokens {
		if c.unread[tk] {
			c.refuse(tk, "load/syntax", fmt.Sprintf("%q was not understood here", clip(tk.Value)), "simplify the YAML around it, or write JSON")
			return nil
		}
	}
	if root == nil {
		c.refuse(nil, "load/syntax", "this document cannot be read", "simplify the YAML, or write JSON")
	}
	return root
}

// syntax turns the library's error into a diagnostic.
func (c *composer) syntax(err error) {
	var at *token.Token
	var message string
	if e, ok := errors.AsType[interface {
		error
		GetToken() *token.Token
		GetMessage() string
	}](err); ok {
		at, message = e.GetToken(), e.GetMessage() // its Error prints the file, at length
	} else {
		message, _, _ = strings.Cut(err.Error(), "\n")
	}
	remedy := ""
	switch {
	case strings.Contains(message, "tab character"), strings.Contains(message, "\t"):
		message, remedy = "a tab stands where YAML wants spaces", "indent with spaces"
	case strings.HasPrefix(message, "mapping value is not allowed"):
		message, remedy = "a second colon in one field", quoteColon
	case strings.Contains(message, "not allowed in this context"), strings.Contains(message, "non-map value"):
		remedy = "check how far this line and the ones above it are indented"
	case strings.Contains(message, "reserved character"):
		remedy = "put the value between quotes"
	case strings.Contains(message, "end token"), strings.Contains(message, "must be specified"):
		remedy = "close the bracket or brace that was opened before"
	case strings.Contains(message, "end character"):
		remedy = "close the quotes that were opened here"
	}
	c.refuse(at, "load/syntax", message, remedy)
}

// composer makes nodes of one document.
type composer struct {
	*reader
	first   int // line of the document in the file
	spots   map[*token.Token]spot
	anchors map[string]*node
	unread  map[*token.Token]bool // scalar tokens that are in no node yet
	failed  bool
}

func (c *composer) place(tk *token.Token) place {
	if tk == nil {
		return place{line: c.first}
	}
	if p, ok := c.spots[tk]; ok {
		return place{p.line + c.first - 1, p.column}
	}
	if tk.Position == nil {
		return place{line: c.first}
	}
	return place{tk.Position.Line + c.first - 1, max(tk.Position.Column, 1)}
}

func (c *composer) refuse(tk *token.Token, code, message, remedy string) {
	c.failed = true
	c.versioned = true // whether there is a version cannot be told any more
	c.add(code, c.place(tk), message, remedy)
}

// compose makes the node of a syntax tree. Its recursion is bounded by the
// nesting that guard has checked.
func (c *composer) compose(n ast.Node) *node {
	switch n := n.(type) {
	case *ast.MappingNode:
		return c.mapping(c.start(n), n.Values)
	case *ast.MappingValueNode:
		return c.mapping(c.place(n.Key.GetToken()), []*ast.MappingValueNode{n})
	case *ast.SequenceNode:
		out := &node{form: sequence, at: c.place(n.Start), size: 1, depth: 1}
		for i, v := range n.Values {
			item := c.compose(v)
			if item.at == (place{}) {
				item.at = out.at // nothing is written: say where it is not
				if i < len(n.Entries) && n.Entries[i].Start != nil {
					item.at = c.place(n.Entries[i].Start)
				}
			}
			out.items = append(out.items, item)
			c.hold(out, item)
		}
		return out
	case *ast.AnchorNode:
		v := c.compose(n.Value)
		delete(c.unread, n.Name.GetToken())
		// The name is known only after its value, so nothing contains itself.
		c.anchors[n.Name.GetToken().Value] = v
		return v
	case *ast.AliasNode:
		return c.alias(n)
	case *ast.LiteralNode:
		delete(c.unread, n.Value.GetToken())
		return &node{text: n.Value.Value, at: c.place(n.Start), size: 1, depth: 1}
	}
	tk := n.GetToken()
	if _, ok := n.(ast.ScalarNode); !ok || tk == nil {
		c.refuse(tk, "load/syntax", "this is not understood here", "")
		return &node{plain: true, at: c.place(tk), size: 1, depth: 1}
	}
	out := &node{text: tk.Value, plain: isPlain(tk), at: c.place(tk), size: 1, depth: 1}
	if tk.Type == token.ImplicitNullType {
		out.text, out.at = "", place{}
	}
	delete(c.unread, tk)
	return out
}

func isPlain(tk *token.Token) bool {
	return tk.Type != token.SingleQuoteType && tk.Type != token.DoubleQuoteType
}

func (c *composer) start(n *ast.MappingNode) place {
	if n.IsFlowStyle || len(n.Values) == 0 {
		return c.place(n.Start)
	}
	return c.place(n.Values[0].Key.GetToken())
}

func (c *composer) mapping(at place, values []*ast.MappingValueNode) *node {
	out := &node{form: mapping, at: at, size: 1, depth: 1}
	first := map[string]place{}
	for _, v := range values {
		key := v.Key.GetToken()
		switch v.Key.(type) {
		case *ast.AliasNode, *ast.AnchorNode, *ast.TagNode, *ast.MappingKeyNode:
			c.refuse(key, "load/unsupported", "a field's name is a plain word", "write the name itself")
			continue
		}
		delete(c.unread, key)
		f := field{name: key.Value, at: c.place(key), value: c.compose(v.Value)}
		if f.value.at == (place{}) {
			f.value.at = f.at // nothing is written: say where it is not
		}
		c.hold(out, f.value)
		if p, twice := first[f.name]; twice {
			c.add("load/duplicate-field", f.at, fmt.Sprintf("field %q is already given in line %d", clip(f.name), p.line), "keep one of the two")
			continue
		}
		first[f.name] = f.at
		out.fields = append(out.fields, f)
	}
	return out
}

// alias resolves *name to a node at the alias's place.
func (c *composer) alias(n *ast.AliasNode) *node {
	name := n.Value.GetToken().Value
	delete(c.unread, n.Value.GetToken())
	v, ok := c.anchors[name]
	if !ok {
		c.refuse(n.Start, "load/anchor", fmt.Sprintf("no &%s stands before this", clip(name)), "define the anchor first, outside of what refers to it")
		return &node{plain: true, at: c.place(n.Start), size: 1, depth: 1}
	}
	out := *v
	out.at = c.place(n.Start)
	return &out
}

// hold counts a child and says once when the document grows too large by its
// aliases.
func (c *composer) hold(parent, child *node) {
	parent.depth = max(parent.depth, child.depth+1)
	if parent.size > math.MaxInt/2-child.size {
		parent.size = math.MaxInt / 2
	} else {
		parent.size += child.size
	}
	if c.failed {
		return
	}
	switch {
	case parent.size > c.opts.MaxNodes:
		c.failed = true
		c.add("load/limit", parent.at, fmt.Sprintf("more than %d values once aliases are written out", c.opts.MaxNodes), "split the record")
	case parent.depth > c.opts.MaxDepth:
		c.failed = true
		c.add("load/limit", child.at, fmt.Sprintf("nested deeper than %d levels", c.opts.MaxDepth), "flatten the record")
	}
}
