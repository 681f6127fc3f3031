// SPDX-License-Identifier: Apache-2.0

package load

import (
	"strings"

	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// shield stands for a colon that belongs to a word while the lexer runs. The
// text cannot hold it otherwise, since control characters are refused, and it
// has a colon's length, so that places stay what they are.
const shield = "\x01"

// lex cuts a document into tokens and finds their places.
//
// Between braces, also in brackets between braces, the lexer takes every colon
// for the end of a field's name; YAML 1.2.2 §7.3.3 only one that a space or a
// sign follows. Without the repair {sectors: [nis2:energy]} would hold a
// mapping. The colons that are wrongly taken are shielded and the text is read
// again, until there are none.
func lex(text string) (token.Tokens, map[*token.Token]spot) {
	const passes = 8 // one is enough for what people write
	var tokens token.Tokens
	var spots map[*token.Token]spot
	for range passes {
		tokens = lexer.Tokenize(text)
		spots = locate(text, tokens)
		var again bool
		if text, again = shieldColons(text, tokens, spots); !again {
			break
		}
	}
	if strings.Contains(text, shield) {
		for _, tk := range tokens {
			tk.Value = strings.ReplaceAll(tk.Value, shield, ":")
		}
	}
	return tokens, spots
}

// shieldColons replaces the colons that are taken for signs but are parts of
// plain words, and reports whether there were any.
func shieldColons(text string, tokens token.Tokens, spots map[*token.Token]spot) (string, bool) {
	var out []byte
	flow := 0
	for i, tk := range tokens {
		switch tk.Type {
		case token.SequenceStartType, token.MappingStartType:
			flow++
		case token.SequenceEndType, token.MappingEndType:
			flow--
		case token.MappingValueType:
			s, ok := spots[tk]
			if !ok || flow <= 0 || i == 0 || !isScalar(tokens[i-1]) || !isPlain(tokens[i-1]) || endsName(text, s.offset) {
				continue
			}
			if out == nil {
				out = []byte(text)
			}
			for j := s.offset; j < len(text) && !strings.ContainsRune(" \t\n,[]{}", rune(text[j])); j++ {
				if text[j] == ':' && !endsName(text, j) {
					out[j] = shield[0]
				}
			}
		}
	}
	if out == nil {
		return text, false
	}
	return string(out), true
}

// endsName reports whether what follows the colon makes it the end of a name.
func endsName(text string, colon int) bool {
	return colon+1 >= len(text) || strings.IndexByte(" \t\n,[]{}", text[colon+1]) >= 0
}
