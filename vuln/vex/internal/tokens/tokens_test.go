// SPDX-License-Identifier: Apache-2.0

package tokens

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// walk writes what a reader finds in a text of any shape.
func walk(r *Reader, b *strings.Builder) {
	switch r.Kind() {
	case '{':
		at, _ := r.Placed(func(name string) {
			fmt.Fprintf(b, "%s=", name)
			if name != "passed over" {
				walk(r, b)
			}
		})
		fmt.Fprintf(b, "}%s ", at)
	case '[':
		r.Array(func(i int) {
			fmt.Fprintf(b, "%d:", i)
			walk(r, b)
		})
	case 0:
	default:
		fmt.Fprintf(b, "%s ", r.Text())
	}
}

func TestReader(t *testing.T) {
	for _, c := range []struct {
		name, text, want string
		notes            []string
	}{
		{"values", `{"a": "x", "b": [1.50, null, "y"],
  "c": {"d": ""}}`, "a=x b=0:1.50 1: 2:y c=d= }f:2 /base/c }f:1 /base ", nil},
		{"passed over", `{"passed over": {"a": [1]}, "b": "x"}`, "passed over=b=x }f:1 /base ", nil},
		{"twice", `{"a": "x", "a": "y"}`, "a=x }f:1 /base ", []string{`f:1 /base/a: warning: the member "a" stands here twice; the first counts; keep one of them [json/duplicate-name]`}},
		{"another kind", `{"a": true}`, "a= }f:1 /base ", []string{"f:1 /base/a: warning: a boolean stands where a text belongs; it is not read; write a text [json/kind]"}},
		{"cut", "{\"a\": [\"x\",\n\"y", "a=0:x 1: }f:1 /base ", []string{"f:2 /base/a/1: this is no valid JSON: the text ends in the middle; what follows is not read; get the complete file from its producer [json/syntax]"}},
		{"more", "{}\n{}", "}f:1 /base ", []string{"f:2 /base: warning: more follows after the end of the document and is not read; give what follows as a file of its own [json/trailing-data]"}},
		{"no UTF-8", "[\"a\xffb\"]", "0:a\uFFFDb ", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := New("f", "/base", []byte(c.text))
			var b strings.Builder
			walk(r, &b)
			var notes []string
			for _, d := range r.Finish() {
				notes = append(notes, d.Error())
			}
			if diff := cmp.Diff(c.want, b.String()) + cmp.Diff(c.notes, notes); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// TestManyNotes: a fault a thousand times over is not a thousand lines, but
// how often it is is said.
func TestManyNotes(t *testing.T) {
	r := New("f", "", []byte("["+strings.Repeat("true,", 1000)+"true]"))
	r.Array(func(int) { r.Text() })
	list := r.Finish()
	if len(list) != maxNotes+1 || !strings.Contains(list[0].Message, "901 more times") {
		t.Errorf("%d notes: %v", len(list), list)
	}
}

// TestManyNames: names are told apart in objects of any size.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	for i := range 3 * fewNames {
		fmt.Fprintf(&b, `"n%d": "x", `, i%(2*fewNames))
	}
	n := 0
	r := New("f", "", []byte("{"+b.String()+`"last": ""}`))
	r.Object(func(string) { n++ })
	if n != 2*fewNames+1 || len(r.Finish()) != fewNames {
		t.Errorf("%d names, %d notes", n, len(r.Notes))
	}
}

func FuzzReader(f *testing.F) {
	f.Add([]byte(`{"a": [1, {"b": null}], "a": "x"}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r := New("f", "", data)
		var b strings.Builder
		walk(r, &b)
		if list := r.Finish(); r.Err() != nil && len(list) == 0 {
			t.Error("the reading failed and nothing is said")
		}
	})
}
