// SPDX-License-Identifier: Apache-2.0

package scan

import "github.com/kedja/kedja/diag"

// Kind is the kind of a token: the first character of the JSON it stands for.
type Kind byte

// The kinds of token. Delimiters are matched and every value of an object
// follows a name; what makes tokens sees to it.
const (
	KindNone      Kind = 0 // nothing follows
	KindObject    Kind = '{'
	KindObjectEnd Kind = '}'
	KindArray     Kind = '['
	KindArrayEnd  Kind = ']'
	KindName      Kind = ':' // the name of a member
	KindString    Kind = '"'
	KindNumber    Kind = '0'
	KindTrue      Kind = 't'
	KindFalse     Kind = 'f'
	KindNull      Kind = 'n'
)

// Token is one token of a batch. The text of names, strings and numbers is
// Batch.Text[Off:Off+Len], without quotes.
type Token struct {
	Off, Len uint32
	Line     int32 // in the source, from 1
	Kind     Kind
	Flags    uint8
}

// Escaped marks names and strings whose text is still as JSON escapes it.
const Escaped uint8 = 1

// Batch is a run of tokens. What fills it may reuse its slices.
type Batch struct {
	Tokens []Token
	Text   []byte            // what the tokens' texts are in; valid until the next batch
	Notes  []diag.Diagnostic // about the input; the file is filled in by the scanner
}

// Tokens turns an input into the tokens of a JSON value. A format that is not
// JSON gives the tokens of the JSON that it would be, so that one reader of a
// dialect serves all its serializations and pointers mean the same in each.
type Tokens interface {
	// Next replaces what the batch holds by the next tokens of the input. It
	// returns io.EOF, with no token, after the last one, and a [SyntaxError]
	// when the rest cannot be read; tokens before that place come first, in a
	// batch without an error.
	Next(*Batch) error
}

// SyntaxError says where and why an input ends before its end.
type SyntaxError struct {
	Line   int
	Text   string // completes "not valid XML: "
	Remedy string // what to do; "" is to get the complete file
}

func (e *SyntaxError) Error() string { return e.Text }

// reset empties the batch and sees to room for that many tokens.
func (b *Batch) reset(room int) {
	b.Tokens, b.Notes = b.Tokens[:0], b.Notes[:0]
	if cap(b.Tokens) < room {
		b.Tokens = make([]Token, 0, room)
	}
}

// add appends a token; there must be room.
func (b *Batch) add(t Token) {
	n := len(b.Tokens)
	b.Tokens = b.Tokens[:n+1]
	b.Tokens[n] = t
}
