// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"errors"
	"fmt"
	"slices"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/lexer"
	"github.com/goccy/go-yaml/token"
)

// How deep YAML of packs may nest; the files have three levels.
const maxNesting = 16

// repeatable are signs of YAML that nest without a bracket when they follow
// each other.
var repeatable = []token.Type{token.SequenceEntryType, token.MappingKeyType, token.MappingValueType, token.TagType}

// unmarshal reads YAML strictly. What makes the parser slow, deep or panic is
// refused before, or caught.
func unmarshal(text []byte, into any) (err error) {
	defer func() {
		if reason := recover(); reason != nil {
			err = fmt.Errorf("this is not YAML that can be read (%v)", reason)
		}
	}()
	if len(text) > maxFile {
		return &tooLarge{"the file"}
	}
	depth, run := 0, 0
	for _, t := range lexer.Tokenize(string(text)) {
		if slices.Contains(repeatable, t.Type) {
			run++
		} else {
			run = 0
		}
		switch t.Type {
		case token.SequenceStartType, token.MappingStartType:
			depth++
		case token.SequenceEndType, token.MappingEndType:
			depth--
		case token.AnchorType, token.AliasType, token.MergeKeyType:
			return errors.New("anchors and aliases have no use here: write it out")
		}
		if depth > maxNesting || run > maxNesting {
			return fmt.Errorf("it is nested more than %d deep", maxNesting)
		}
	}
	return yaml.UnmarshalWithOptions(text, into, yaml.Strict())
}
