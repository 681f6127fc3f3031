// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"
)

// protoText says how the messages of Protocol Buffers map to JSON; its head
// says how to read it.
//
//go:embed proto.txt
var protoText string

// protoBom returns the message of a document. The table is parsed once.
var protoBom = sync.OnceValue(func() *protoMessage {
	bom, err := parseProto(protoText)
	if err != nil {
		return &protoMessage{} // a test parses the table; this has no field, so nothing is read
	}
	return bom
})

// protoMessage is a message of the schema.
type protoMessage struct {
	byNumber map[uint64]*protoField
	byName   map[string]*protoField
}

// protoField is a field of a message and what it is in JSON.
type protoField struct {
	member  string
	kind    protoKind
	list    bool
	message *protoMessage
	enum    *protoEnum
}

// protoEnum maps the numbers and the names of an enumeration to JSON; "" is
// no value.
type protoEnum struct {
	byNumber map[uint64]string
	byName   map[string]string
}

// protoKind is what the value of a field becomes.
type protoKind uint8

const (
	protoString protoKind = iota
	protoBool
	protoInt
	protoNumber
	protoWord    // of an enumeration
	protoObject  // a message
	protoMembers // a message whose fields are members of the object around it
	protoTime    // a message of seconds and nanoseconds, as text
	protoRef     // a message of which only the ref counts
	protoDrop    // not kept
)

var protoKinds = map[string]protoKind{
	"string": protoString, "bool": protoBool, "int": protoInt, "number": protoNumber,
	"time": protoTime, "ref": protoRef, "drop": protoDrop,
}

// protoTable is the table while it is parsed.
type protoTable struct {
	messages map[string]*protoMessage
	enums    map[string]*protoEnum
	message  *protoMessage
	enum     *protoEnum
}

func parseProto(text string) (*protoMessage, error) {
	t := &protoTable{messages: make(map[string]*protoMessage), enums: make(map[string]*protoEnum)}
	n := 0
	for line := range strings.Lines(text) {
		n++
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		if err := t.line(words, line[0] == ' '); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	for name, m := range t.messages {
		if len(m.byName) == 0 {
			return nil, fmt.Errorf("message %s has no field", name)
		}
	}
	for name, e := range t.enums {
		if len(e.byName) == 0 {
			return nil, fmt.Errorf("enum %s has no value", name)
		}
	}
	return t.messageOf("Bom"), nil
}

func (t *protoTable) messageOf(name string) *protoMessage {
	if t.messages[name] == nil {
		t.messages[name] = &protoMessage{make(map[uint64]*protoField), make(map[string]*protoField)}
	}
	return t.messages[name]
}

func (t *protoTable) enumOf(name string) *protoEnum {
	if t.enums[name] == nil {
		t.enums[name] = &protoEnum{make(map[uint64]string), make(map[string]string)}
	}
	return t.enums[name]
}

func (t *protoTable) line(words []string, indented bool) error {
	switch {
	case !indented && len(words) == 2 && words[0] == "message":
		t.message, t.enum = t.messageOf(words[1]), nil
		return nil
	case !indented && len(words) == 2 && words[0] == "enum":
		t.message, t.enum = nil, t.enumOf(words[1])
		return nil
	case !indented || len(words) < 3:
		return fmt.Errorf("neither message nor enum nor a part of one: %q", words)
	}
	number, err := strconv.ParseUint(words[0], 10, 29)
	if err != nil {
		return err
	}
	switch {
	case t.enum != nil && len(words) == 3:
		value := strings.TrimPrefix(words[2], "-")
		t.enum.byNumber[number], t.enum.byName[words[1]] = value, value
		return nil
	case t.message != nil && len(words) == 4:
		f := &protoField{member: words[2]}
		t.message.byNumber[number], t.message.byName[words[1]] = f, f
		return t.kind(f, words[3])
	}
	return fmt.Errorf("%d words in %q", len(words), words)
}

func (t *protoTable) kind(f *protoField, s string) error {
	if inner, ok := strings.CutPrefix(s, "["); ok {
		s, f.list = strings.TrimSuffix(inner, "]"), true
	}
	switch {
	case strings.HasPrefix(s, "#"):
		f.kind, f.message = protoObject, t.messageOf(s[1:])
	case strings.HasPrefix(s, "~"):
		f.kind, f.message = protoMembers, t.messageOf(s[1:])
	case strings.HasPrefix(s, "enum:"):
		f.kind, f.enum = protoWord, t.enumOf(s[len("enum:"):])
	default:
		kind, ok := protoKinds[s]
		if !ok {
			return fmt.Errorf("no kind is called %q", s)
		}
		f.kind = kind
		if kind == protoRef {
			f.message = t.messageOf("Dependency")
		}
	}
	return nil
}
