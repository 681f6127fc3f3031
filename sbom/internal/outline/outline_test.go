// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"
)

// TestSkip compares what is passed over with what encoding/json calls valid.
func TestSkip(t *testing.T) {
	parts := []string{"{", "}", "[", "]", ",", ":", `"a"`, `"\""`, `"\\"`, " ", "\n", "null", "true", "false", "0", "-1.5e+3", "01", "1.", `"a":1`, "{}", "[]"}
	valid := 0
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(parts), 1, 12).Draw(t, "parts"), "")
		text = "[" + text + "]"
		s := &scanner{window: room(len(text))}
		copy(s.buf, text)
		s.find(0, 0, len(text))
		end := s.skip(0, 0)
		switch whole := json.Valid([]byte(text)); {
		case whole && end != s.end:
			t.Fatalf("%s is passed over to %d", text, end)
		case !whole && end == s.end:
			t.Fatalf("%s is passed over and is not valid", text)
		case whole:
			valid++
		}
	})
	if valid == 0 {
		t.Error("no text was valid")
	}
}

// TestReadError reads an input that breaks off with an error, and one of which
// the size was not known.
func TestReadError(t *testing.T) {
	const text = `{"bomFormat":"CycloneDX","components":[{"name":"a"}]}`
	for hint := range int64(len(text)) {
		if _, ok := Read(io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("broken"))), hint, func([]Component) []Component { return nil }); ok {
			t.Errorf("an input that could not be read to its end has an outline in pieces of %d bytes", hint)
		}
		n := 0
		doc, ok := Read(iotest.OneByteReader(strings.NewReader(text)), hint, func(list []Component) []Component { n += len(list); return list })
		if !ok || n != 1 || doc.Size != int64(len(text)) {
			t.Errorf("in pieces of %d bytes: %v, %d components, %+v", hint, ok, n, doc)
		}
	}
}

// TestBatches hands over more components than one batch has.
func TestBatches(t *testing.T) {
	text := `{"components":[` + strings.Repeat(`{"components":[{},{}]},`, BatchSize) + `{}]}`
	var sizes []int
	_, ok := Read(strings.NewReader(text), int64(len(text)), func(list []Component) []Component { sizes = append(sizes, len(list)); return list })
	if want := []int{BatchSize + 1, BatchSize + 1, BatchSize - 1}; !ok || !slices.Equal(sizes, want) {
		t.Errorf("%v, batches of %v, want %v", ok, sizes, want)
	}
}

// TestFind compares the places of quotes and backslashes with what a look at
// every byte finds, with and without the instructions of the processor.
func TestFind(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom([]byte(`"\\!#[]`)), rapid.Byte()), 0, 400).Draw(t, "text")
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		w := room(len(text))
		copy(w.buf, text)
		for i := range w.buf[len(text):] {
			w.buf[len(text)+i] = '"' // left there by another text
		}
		w.find(0, from, len(text))
		var want []uint32
		plain := true
		for i, c := range text[from:] {
			if c == '"' || c == '\\' {
				want = append(want, uint32(from+i))
			}
			plain = plain && c < 0x80
		}
		if got := w.marks[:len(w.marks)-padding]; !slices.Equal(got, want) || w.ascii != plain {
			t.Fatalf("%q from %d: %v, ascii %v; want %v, %v", text, from, got, w.ascii, want, plain)
		}
		for _, m := range w.marks[len(want):] {
			if int(m) != len(text) {
				t.Fatalf("%q: the end is at %d", text, m)
			}
		}
		there, anywhere := make([]uint64, len(w.buf)/64), make([]uint64, len(w.buf)/64)
		if specials(there, w.buf) != specialsAnywhere(anywhere, w.buf) || !slices.Equal(there, anywhere) {
			t.Fatalf("%q: %x by instructions of the processor, else %x", text, there, anywhere)
		}
	})
}
