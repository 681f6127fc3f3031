// SPDX-License-Identifier: Apache-2.0

package load

import (
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml/token"
)

// spot is where a token begins.
type spot struct {
	place
	offset int // in bytes, in the text of the document
}

// locate finds the tokens in the text they were made of, by walking both. The
// lexer's own columns count characters, leave out tabs, and are guesses inside
// scalars of several lines. Tokens behind one that is not found are left out.
func locate(text string, tokens token.Tokens) map[*token.Token]spot {
	out := make(map[*token.Token]spot, len(tokens))
	w := walker{text: text, line: 1}
	var before token.Type
	for _, tk := range tokens {
		if tk.Type == token.CommentType {
			continue
		}
		inBlock := before == token.LiteralType || before == token.FoldedType
		w.skip(!inBlock)
		out[tk] = spot{w.place(), w.at}
		if !w.over(tk) {
			delete(out, tk)
			return out
		}
		before = tk.Type
	}
	return out
}

// walker goes through a text from token to token.
type walker struct {
	text string
	at   int
	line int // of seen
	bol  int // where line begins
	seen int // newlines before it are counted
}

func (w *walker) place() place {
	for ; w.seen < w.at; w.seen++ {
		if w.text[w.seen] == '\n' {
			w.line, w.bol = w.line+1, w.seen+1
		}
	}
	return place{w.line, w.at - w.bol + 1}
}

// skip passes white space and comments.
func (w *walker) skip(comments bool) {
	for w.at < len(w.text) {
		switch c := w.text[w.at]; {
		case c == ' ', c == '\t', c == '\n':
			w.at++
		case c == '#' && comments:
			w.rest()
		default:
			return
		}
	}
}

// rest passes the rest of the line.
func (w *walker) rest() {
	if i := strings.IndexByte(w.text[w.at:], '\n'); i >= 0 {
		w.at += i
	} else {
		w.at = len(w.text)
	}
}

// over passes the token and reports whether it stood there.
func (w *walker) over(tk *token.Token) bool {
	switch tk.Type {
	case token.SingleQuoteType:
		return w.quoted('\'')
	case token.DoubleQuoteType:
		return w.quoted('"')
	case token.LiteralType, token.FoldedType:
		if w.at >= len(w.text) || w.text[w.at] != tk.Value[0] {
			return false
		}
		w.rest()
		return true
	case token.InvalidType:
		return false
	}
	return w.words(tk.Value)
}

// words passes the non-space characters of s, whatever space is between them:
// a scalar may be folded over several lines.
func (w *walker) words(s string) bool {
	for _, c := range s {
		if c == ' ' || c == '\t' || c == '\n' {
			continue
		}
		w.skip(false)
		got, size := utf8.DecodeRuneInString(w.text[w.at:])
		if size == 0 || got != c {
			return false
		}
		w.at += size
	}
	return true
}

// quoted passes a scalar between quotes.
func (w *walker) quoted(quote byte) bool {
	if w.at >= len(w.text) || w.text[w.at] != quote {
		return false
	}
	for w.at++; w.at < len(w.text); w.at++ {
		switch c := w.text[w.at]; {
		case c == '\\' && quote == '"':
			w.at++
		case c == quote && quote == '\'' && strings.HasPrefix(w.text[w.at:], "''"):
			w.at++
		case c == quote:
			w.at++
			return true
		}
	}
	return false
}
