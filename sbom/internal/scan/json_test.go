// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/sbom"
)

// retell writes the tokens of a text as compact JSON, reading the text in
// windows of the given size. lines holds the line of every token.
func retell(text []byte, window int) (out []byte, lines []int32, lenient bool, err error) {
	src := Open(bytes.NewReader(text), sbom.Limits{StringBytes: 1 << 20})
	defer src.Close(false)
	j := JSON(src).(*jsonTokens)
	if window > 0 {
		j.buf = make([]byte, 0, window)
	}
	var b Batch
	var last Kind
	for {
		if err = j.Next(&b); err != nil {
			break
		}
		lenient = lenient || len(b.Notes) > 0
		for _, t := range b.Tokens {
			if follows(last, t.Kind) {
				out = append(out, ',')
			}
			out = append(out, written(&b, t)...)
			lines, last = append(lines, t.Line), t.Kind
		}
	}
	if err == io.EOF {
		err = nil
	}
	return out, lines, lenient, err
}

func follows(last, now Kind) bool {
	switch last {
	case KindNone, KindObject, KindArray, KindName:
		return false
	}
	return now != KindObjectEnd && now != KindArrayEnd
}

func written(b *Batch, t Token) string {
	text := b.Text[t.Off : t.Off+t.Len]
	switch t.Kind {
	case KindObject, KindArray, KindObjectEnd, KindArrayEnd:
		return string(t.Kind)
	case KindName:
		return `"` + string(text) + `":`
	case KindString:
		return `"` + string(text) + `"`
	}
	return string(text)
}

// checkJSON compares the tokenizer with encoding/json: the same texts are
// valid, save those with faults that are let pass and noted, and the same
// values are in them.
func checkJSON(t interface {
	Helper()
	Fatalf(string, ...any)
}, text []byte) {
	t.Helper()
	if _, mark := encodingOf(text); mark > 0 || bytes.IndexByte(text, 0) >= 0 {
		return // what encoding/json does not undo
	}
	whole, lines, lenient, err := retell(text, 0)
	valid := json.Valid(text)
	if utf8.Valid(text) && valid != (err == nil) && !lenient {
		t.Fatalf("%q: encoding/json finds it valid: %v, this tokenizer: %v", text, valid, err)
	}
	if valid && err != nil {
		t.Fatalf("%q is valid: %v", text, err)
	}
	if valid && utf8.Valid(text) {
		var want, got any
		if json.Unmarshal(text, &want) != nil {
			return // numbers out of range
		}
		if err := json.Unmarshal(whole, &got); err != nil || !reflect.DeepEqual(want, got) {
			t.Fatalf("%q became %q: %v", text, whole, err)
		}
	}
	for _, window := range []int{16, 33} {
		again, lines2, _, err2 := retell(text, window)
		if !bytes.Equal(again, whole) || !reflect.DeepEqual(lines, lines2) || (err == nil) != (err2 == nil) {
			t.Fatalf("%q in windows of %d: %q, %v; else %q, %v", text, window, again, err2, whole, err)
		}
	}
}

var jsonTexts = []string{
	`{}`, `[]`, `[[],{}]`, `""`, `0`, `-0.5e+7`, `true`, `false`, `null`, " \n{ \"a\" : [ 1 , 2 ] }\r\n",
	`{"a":1,"a":2}`, `{"a\nb\u00e4":"\ud83d\ude00\ud83d"}`, `["\"\\\/\b\f\n\r\t"]`, `"` + strings.Repeat("long ", 40) + `"`,
	``, ` `, `{`, `[`, `{"a"`, `{"a":`, `{"a":1`, `{"a":1,`, `{"a":1,}`, `[1,]`, `[1 2]`, `{1:2}`, `{"a" 1}`, `}`, `]`, `[}`, `{]`,
	`"`, `"\`, `"\x"`, `"\u12"`, `"\u12G4"`, "\"\x01\"", "\"\n\"", "\"\xff\"", `01`, `1.`, `.5`, `-`, `+1`, `1e`, `NaN`, `tru`, `nulll`,
	`{}{}`, `{} x`, `1 2`, "{}\x00", "[1\x0c]", "{\"a\x02\"\n:1}",
}

func TestJSONTokens(t *testing.T) {
	for _, text := range jsonTexts {
		checkJSON(t, []byte(text))
	}
	rapid.Check(t, func(t *rapid.T) {
		alphabet := rapid.SampledFrom([]string{"{", "}", "[", "]", ",", ":", `"`, `"a"`, `"\u00e4\n"`, `\`, "1", "-2.5e3", "true", "null", " ", "\n", "ä", "\xff", "\x01", "xyzxyzxyz"})
		checkJSON(t, []byte(strings.Join(rapid.SliceOfN(alphabet, 0, 24).Draw(t, "pieces"), "")))
	})
	rapid.Check(t, func(t *rapid.T) {
		text, err := json.MarshalIndent(value(t, 4), "", rapid.SampledFrom([]string{"", " ", "\t\n"}).Draw(t, "indent"))
		if err != nil {
			t.Fatalf("%v", err)
		}
		checkJSON(t, text)
	})
}

// value draws a JSON value.
func value(t *rapid.T, depth int) any {
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind == 0:
		return rapid.String().Draw(t, "string")
	case kind == 1:
		return rapid.Float64Range(-1e9, 1e9).Draw(t, "number")
	case kind == 2 || depth == 0:
		return rapid.SampledFrom([]any{true, false, nil}).Draw(t, "literal")
	case kind == 3:
		list := make([]any, rapid.IntRange(0, 4).Draw(t, "length"))
		for i := range list {
			list[i] = value(t, depth-1)
		}
		return list
	}
	m := map[string]any{}
	for range rapid.IntRange(0, 4).Draw(t, "members") {
		m[rapid.String().Draw(t, "name")] = value(t, depth-1)
	}
	return m
}

func FuzzJSONTokens(f *testing.F) {
	for _, text := range jsonTexts {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) { checkJSON(t, text) })
}

// TestUnescape compares with encoding/json, which knows the rules of surrogate
// pairs.
func TestUnescape(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SampledFrom([]string{"a", "ä", `\n`, `\"`, `\\`, `\/`, `\u0000`, `\u00E4`, `\ud83d`, `\ude00`, `\uFFFF`, "😀"})
		text := strings.Join(rapid.SliceOf(parts).Draw(t, "parts"), "")
		var want string
		if err := json.Unmarshal([]byte(`"`+text+`"`), &want); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if got := string(unescape(nil, []byte(text))); got != want {
			t.Fatalf("%q: %q, want %q", text, got, want)
		}
	})
}

// TestStringLimit holds that a string without end takes no more memory than
// its limit allows.
func TestStringLimit(t *testing.T) {
	src := Open(io.MultiReader(strings.NewReader(`"`), io.LimitReader(endless{}, 64<<20)), sbom.Limits{StringBytes: 1 << 20})
	defer src.Close(true)
	tokens := JSON(src)
	err := tokens.Next(new(Batch))
	if e, ok := errors.AsType[*LimitError](err); !ok || e.Limit != 1<<20 {
		t.Errorf("a string of 64 MiB: %v", err)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}

	return len(p), nil
}
