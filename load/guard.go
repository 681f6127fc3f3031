// SPDX-License-Identifier: Apache-2.0

package load

import (
	"fmt"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// guard checks the tokens before they are parsed: that the lexer understood
// them, that nothing of YAML is used that records do without, and that the
// parser, which recurses on nesting, on the fields of one mapping and on
// chains of anchors and keys, cannot be made to exhaust the stack. An exhausted
// stack ends a Go program; it cannot be recovered from.
func (c *composer) guard(tokens token.Tokens) bool {
	if bad := tokens.InvalidToken(); bad != nil {
		c.syntax(invalid{bad})
		return false
	}
	if most := 4 * c.opts.MaxNodes; len(tokens) > most {
		c.refuse(nil, "load/limit", fmt.Sprintf("the document has more than %d words and signs", most), "split it")
		return false
	}
	g := guard{composer: c}
	for i, tk := range tokens {
		if tk.Type == token.CommentType {
			continue
		}
		if isScalar(tk) {
			c.unread[tk] = true
		}
		if !g.check(tk, after(tokens, i)) {
			return false
		}
		g.before = tk
	}
	// Each value left out costs the parser a copy of the tokens.
	if cost := g.nulls * len(tokens); cost > 1e10 {
		c.refuse(nil, "load/limit", "too many fields without a value", "leave out what is unknown")
	}
	return !c.failed
}

// after returns the token behind the i-th one that is not a comment.
func after(tokens token.Tokens, i int) *token.Token {
	for _, tk := range tokens[i+1:] {
		if tk.Type != token.CommentType {
			return tk
		}
	}
	return nil
}

// invalid is the error of a token that the lexer did not understand.
type invalid struct{ tk *token.Token }

func (e invalid) Error() string          { return e.tk.Error }
func (e invalid) GetMessage() string     { return e.tk.Error }
func (e invalid) GetToken() *token.Token { return e.tk }

// level is an open block collection, by the column of its signs.
type level struct {
	column int
	list   bool
	fields int
}

type guard struct {
	*composer
	before *token.Token
	block  []level
	flow   int // open brackets and braces
	colons int // since the last bracket, brace or comma inside brackets
	nulls  int
	anchor *token.Token // the name of the anchor just given
}

// quoteColon is the remedy for a colon too many.
const quoteColon = "put a value that has a colon between quotes, or a comma before the next field"

// inBlock reports whether the token is the text of a block scalar.
func (g *guard) inBlock() bool {
	return g.before != nil && (g.before.Type == token.LiteralType || g.before.Type == token.FoldedType)
}

// check looks at one token. It returns false where the parser must not see
// the document; refusals that are safe to pile up return true.
func (g *guard) check(tk, next *token.Token) bool {
	anchored := g.anchor == g.before && g.before != nil
	if isScalar(tk) && isPlain(tk) && !g.inBlock() && strings.Contains(tk.Value, ": ") {
		g.refuse(tk, "load/syntax", "a second colon in one field", quoteColon)
		return false
	}
	switch tk.Type {
	case token.TagType:
		g.refuse(tk, "load/unsupported", fmt.Sprintf("tag %s: records have no tags", clip(tk.Value)), "remove it")
	case token.MappingKeyType:
		g.refuse(tk, "load/unsupported", "keys after a question mark are not used in records", "write name: value")
	case token.MergeKeyType:
		g.refuse(tk, "load/unsupported", "merge keys (<<) are not used in records", "write the fields out")
	case token.DirectiveType:
		g.refuse(tk, "load/unsupported", "a value cannot start with %", "put it between quotes")
	case token.AnchorType:
		if anchored {
			g.refuse(tk, "load/anchor", "one value cannot have two anchors", "keep one")
			return false
		}
		g.anchor = next
	case token.SequenceStartType, token.MappingStartType:
		g.flow, g.colons = g.flow+1, 0
		return g.depth(tk)
	case token.SequenceEndType, token.MappingEndType:
		g.flow, g.colons = max(g.flow-1, 0), 0
	case token.CollectEntryType:
		if g.colons == 0 {
			g.nulls++ // in braces a field without a value
		}
		g.colons = 0
	case token.SequenceEntryType:
		if g.flow > 0 {
			g.refuse(tk, "load/syntax", "a list entry that starts with - cannot stand inside brackets", "separate the entries with commas, without -")
			return false
		}
		if next != nil && next.Type != token.SequenceEntryType && next.Position.Line > tk.Position.Line && next.Position.Column == tk.Position.Column {
			// The parser takes the field below as the value of the entry.
			g.refuse(tk, "load/null-item", "this entry of the list is empty", "remove it")
			return true
		}
		return g.entry(tk)
	case token.MappingValueType:
		if next == nil || next.Position.Line != tk.Position.Line || next.Type == token.CollectEntryType || next.Type == token.MappingEndType {
			g.nulls++
		}
		return g.colon(tk)
	}
	return true
}

func (g *guard) depth(tk *token.Token) bool {
	if g.flow+len(g.block) > g.opts.MaxDepth {
		g.refuse(tk, "load/limit", fmt.Sprintf("nested deeper than %d levels", g.opts.MaxDepth), "flatten the record")
		return false
	}
	return true
}

// entry follows the hyphen of a list.
func (g *guard) entry(tk *token.Token) bool {
	col := tk.Position.Column
	g.close(col)
	if n := len(g.block); n > 0 && g.block[n-1].column == col && g.block[n-1].list {
		return true
	}
	g.block = append(g.block, level{column: col, list: true})
	return g.depth(tk)
}

// colon follows the colon of a field.
func (g *guard) colon(tk *token.Token) bool {
	if g.before == nil {
		return true // the parser says that the name is missing
	}
	if g.flow > 0 {
		if g.colons++; g.colons > 1 {
			g.refuse(tk, "load/syntax", "a second colon in one field", quoteColon)
			return false
		}
		return true
	}
	col := g.before.Position.Column
	g.close(col)
	n := len(g.block)
	if n > 0 && g.block[n-1].column == col && g.block[n-1].list {
		n-- // a list on the column of its own field has ended
		g.block = g.block[:n]
	}
	if n == 0 || g.block[n-1].column != col {
		g.block = append(g.block, level{column: col, fields: 1})
		return g.depth(tk)
	}
	if g.block[n-1].fields++; g.block[n-1].fields > maxFields {
		g.refuse(g.before, "load/limit", fmt.Sprintf("more than %d fields in one mapping", maxFields), "split it, or write it between braces")
		return false
	}
	return true
}

// close ends the block collections to the right of the column.
func (g *guard) close(column int) {
	for n := len(g.block); n > 0 && g.block[n-1].column > column; n-- {
		g.block = g.block[:n-1]
	}
}

// isScalar reports whether the token holds a scalar or a name.
func isScalar(tk *token.Token) bool {
	switch tk.Type {
	case token.StringType, token.SingleQuoteType, token.DoubleQuoteType, token.BoolType, token.NullType,
		token.IntegerType, token.BinaryIntegerType, token.OctetIntegerType, token.HexIntegerType,
		token.FloatType, token.InfinityType, token.NanType:
		return true
	}
	return false
}
