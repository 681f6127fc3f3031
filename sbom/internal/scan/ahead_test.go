// SPDX-License-Identifier: Apache-2.0

package scan

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestAhead reads long texts, whose batches are made beside the reader in
// windows that move, and compares what was read with encoding/json.
func TestAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 9000).Draw(t, "entries")
		long := rapid.IntRange(0, 300_000).Draw(t, "long")
		want := make([]any, n)
		for i := range want {
			want[i] = map[string]any{"name": strings.Repeat("x", i%50), "list": []any{"a\n", "ä", float64(i)}}
		}
		want[n/2] = strings.Repeat("y", long)
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		src := Open(bytes.NewReader(text), Options{}.Limits)
		if rapid.Bool().Draw(t, "no hint") {
			src.Hint = 0
		}
		b := NewBuilder(src, JSON(src), Options{})
		got := whole(b.Scanner)
		if _, _, err := b.Finish(); err != nil && n > 0 {
			// Nothing of an SBOM was found; the text must have been read to its end.
			if f, _ := b.Failure(); f != nil {
				t.Fatal(f)
			}
		}
		if !reflect.DeepEqual(any(want), got) {
			t.Fatalf("%d entries, one of %d bytes, were not read back", n, long)
		}
	})
}

// whole reads a value of any kind.
func whole(s *Scanner) any {
	switch s.Kind() {
	case KindObject:
		m := map[string]any{}
		if s.Object() {
			for s.Member() {
				name := string(s.Name())
				m[name] = whole(s)
			}
		}
		return m
	case KindArray:
		list := []any{}
		if s.Array() {
			for s.Element() {
				list = append(list, whole(s))
			}
		}
		return list
	case KindNumber:
		text, _ := s.Number()
		var v float64
		if json.Unmarshal([]byte(text), &v) != nil {
			return text
		}
		return v
	default:
		return s.Str()
	}
}

// TestAheadEnds holds that a reading that a limit ends early leaves nothing
// behind that still reads.
func TestAheadEnds(t *testing.T) {
	text := `{"list": [` + strings.Repeat(`"entry",`, 200_000) + `"last"]}`
	b := FromJSON(strings.NewReader(text), Options{})
	if b.Object() && b.Member() && b.Array() {
		for i := 0; i < 5000 && b.Element(); i++ {
			b.Str()
		}
	}
	b.Limit("number of entries", 5000)
	if _, _, err := b.Finish(); err == nil || b.ahead == nil {
		t.Fatalf("%v, ahead %v", err, b.ahead)
	}
	select {
	case <-b.ahead.done:
	default:
		t.Error("batches are still made")
	}
}
