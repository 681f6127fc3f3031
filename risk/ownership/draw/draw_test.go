// SPDX-License-Identifier: Apache-2.0

package draw_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
	"github.com/kedja/kedja/risk/ownership/draw"
)

var update = flag.Bool("update", false, "write the expected output")

// holds is a holding by votes that equal the shares, stated in a file.
func holds(holder, party string, lo, hi float64, line int) ownership.Holding {
	v := result.Interval{Lo: lo, Hi: hi}
	return ownership.Holding{
		Holder: holder, Party: party, Share: v, Votes: v,
		At: result.Evidence{File: "suppliers/owners.yaml", Line: line}, Source: "Register extract (fictional), 2026-05-20",
	}
}

// views are the stories that are shown.
func views(t *testing.T) map[string]*draw.View {
	t.Helper()
	parties := map[string]draw.Party{
		"teliqon": {Name: "Teliqon AB", Established: "SE"}, "qanta": {Name: "Qanta Group", Established: "XB"},
		"holm": {Name: "Holm Invest", Established: "XB"}, "fond": {Name: "Fjordfond", Established: "NO"}, "ostbit": {Name: "Ostbit Oy"},
	}
	none, little := 0.0, .05
	path := ownership.Input{
		Parties: []ownership.Party{
			{ID: "teliqon", Established: "SE", UnlistedMax: &little}, {ID: "qanta", Established: "XB", UnlistedMax: &little},
			{ID: "holm", Established: "XB"}, {ID: "fond", Kind: "foundation", Established: "NO"},
		},
		Holdings: []ownership.Holding{
			holds("qanta", "teliqon", .62, .62, 12), holds("fond", "teliqon", .1, .1, 13),
			holds("state:XA", "qanta", .3, .3, 22), holds("holm", "qanta", .25, .25, 23), holds("state:XA", "holm", 1, 1, 32),
		},
		Rights: []ownership.Right{{Holder: "state:XA", Party: "teliqon", Kind: "golden-share", Source: "Prospectus (fictional)"}},
	}
	circle := ownership.Input{
		Parties: []ownership.Party{{ID: "teliqon", UnlistedMax: &none}, {ID: "qanta", Established: "XB", UnlistedMax: &none}, {ID: "holm", Established: "XB", UnlistedMax: &none}},
		Holdings: []ownership.Holding{
			holds("qanta", "teliqon", .8, .8, 12), holds("holm", "qanta", .6, .6, 22), holds("qanta", "holm", .7, .7, 32),
		},
	}
	open := ownership.Input{
		Parties: []ownership.Party{{ID: "teliqon", Established: "SE"}, {ID: "qanta", Established: "XB"}},
		Holdings: []ownership.Holding{
			holds("qanta", "teliqon", .4, .6, 12), holds("ostbit", "teliqon", .2, .2, 13), {Holder: "fond", Party: "teliqon", Votes: result.Interval{Lo: 0, Hi: 1}},
		},
	}
	between := ownership.Input{
		Parties: []ownership.Party{{ID: "teliqon", Established: "SE"}, {ID: "qanta", Established: "XB", UnlistedMax: &little}},
		Holdings: []ownership.Holding{
			{Holder: "qanta", Party: "teliqon", Share: result.Exactly(.4), Votes: result.Exactly(.7)},
			{Holder: "fond", Party: "teliqon", Share: result.Exactly(.5), Votes: result.Interval{Lo: 0, Hi: .3}, Assumed: true},
			holds("state:XA", "qanta", .4, .6, 22),
		},
	}
	ended := ownership.Input{
		Parties:  []ownership.Party{{ID: "teliqon", Established: "SE"}},
		Elsewhen: []ownership.Tenure{{Holder: "qanta", Party: "teliqon", From: "2015-03-01", To: "2020-01-01"}, {Holder: "holm", Party: "teliqon", From: "2027-01-01"}},
	}
	holder := ownership.Input{
		Holdings: []ownership.Holding{holds("state:XA", "teliqon", .3, .3, 12), holds("state:XA", "holm", 1, 1, 32)},
		Rights:   []ownership.Right{{Holder: "state:XA", Party: "qanta", Kind: "golden-share"}},
	}
	alone := ownership.Input{Parties: []ownership.Party{{ID: "ostbit"}}}
	out := map[string]*draw.View{}
	for name, story := range map[string]struct {
		in    ownership.Input
		party string
	}{"path": {path, "teliqon"}, "circle": {circle, "teliqon"}, "open": {open, "teliqon"},
		"between": {between, "teliqon"}, "ended": {ended, "teliqon"}, "holder": {holder, "state:XA"}, "alone": {alone, "ostbit"}} {
		e, _, ok := ownership.Explain(story.in, story.party, ownership.SignificantShare)
		if !ok {
			t.Fatalf("%s: %s is not found", name, story.party)
		}
		out[name] = &draw.View{Explanation: e, Parties: parties, AsOf: "2026-11-20", Threshold: ownership.SignificantShare}
	}
	return out
}

func formats() map[string]func(io.Writer, *draw.View) error {
	return map[string]func(io.Writer, *draw.View) error{"txt": draw.Text, "md": draw.Markdown, "svg": draw.SVG}
}

// TestStories compares with files that a person has looked at; -update writes
// them.
func TestStories(t *testing.T) {
	for name, v := range views(t) {
		for format, render := range formats() {
			t.Run(name+"."+format, func(t *testing.T) {
				var got bytes.Buffer
				if err := render(&got, v); err != nil {
					t.Fatal(err)
				}
				file := filepath.Join("testdata", name+"."+format)
				if *update {
					if err := os.WriteFile(file, got.Bytes(), 0o666); err != nil {
						t.Fatal(err)
					}
				}
				want, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(string(want), got.String()); diff != "" {
					t.Errorf("(-want +got):\n%s", diff)
				}
			})
		}
	}
}

// TestPictureIsPlain: well-formed, described, without styles or scripts.
func TestPictureIsPlain(t *testing.T) {
	for name, v := range views(t) {
		var b bytes.Buffer
		if err := draw.SVG(&b, v); err != nil {
			t.Fatal(err)
		}
		elements := map[string]int{}
		d := xml.NewDecoder(&b)
		for {
			token, err := d.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			e, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			elements[e.Name.Local]++
			for _, a := range e.Attr {
				if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || strings.HasPrefix(a.Name.Local, "href") {
					t.Errorf("%s: <%s> has the attribute %s", name, e.Name.Local, a.Name.Local)
				}
			}
		}
		if elements["title"] < 2 || elements["desc"] != 1 || elements["style"]+elements["script"]+elements["foreignObject"] > 0 {
			t.Errorf("%s: elements %v", name, elements)
		}
	}
}

// TestNamesAreOnlyNames: what records say cannot become markup, a control
// sequence or a line of its own.
func TestNamesAreOnlyNames(t *testing.T) {
	const hostile = "<script>alert(1)</script>\x1b[31m\n| x | [y](http://evil.example) \u202e & \"'"
	in := ownership.Input{Holdings: []ownership.Holding{{
		Holder: hostile, Party: "a", Votes: result.Exactly(.6), Rights: []string{hostile}, Source: hostile,
		At: result.Evidence{File: hostile, Line: 1},
	}}}
	e, _, _ := ownership.Explain(in, "a", .25)
	v := &draw.View{Explanation: e, Parties: map[string]draw.Party{"a": {Name: hostile, Established: hostile}}}
	for format, render := range formats() {
		var b bytes.Buffer
		if err := render(&b, v); err != nil {
			t.Fatal(err)
		}
		for _, s := range map[string][]string{
			"txt": {"\x1b", "\u202e", "\n| x"}, "md": {"\x1b", "\u202e", "<script", "[y](http"}, "svg": {"\x1b", "\u202e", "<script"},
		}[format] {
			if strings.Contains(b.String(), s) {
				t.Errorf("%s: %q gets through:\n%s", format, s, b.String())
			}
		}
	}
}

// TestManyHolders: what there is no room for is counted.
func TestManyHolders(t *testing.T) {
	var in ownership.Input
	for i := range 500 {
		in.Holdings = append(in.Holdings, holds(fmt.Sprint("h", i), "a", .001, .001, i+1))
	}
	e, _, _ := ownership.Explain(in, "a", .25)
	v := &draw.View{Explanation: e}
	for format, want := range map[string]string{"txt": "… and 440 more", "md": "… and 440 more", "svg": "494 further parties are not drawn"} {
		var b bytes.Buffer
		if err := formats()[format](&b, v); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) || b.Len() > 100_000 {
			t.Errorf("%s does not say %q, or is long: %d bytes", format, want, b.Len())
		}
	}
}

func ExampleText() {
	all := 0.0
	e, _, _ := ownership.Explain(ownership.Input{
		Parties:  []ownership.Party{{ID: "teliqon", UnlistedMax: &all}},
		Holdings: []ownership.Holding{{Holder: "state:XA", Party: "teliqon", Share: result.Exactly(.7), Votes: result.Exactly(.7)}},
	}, "teliqon", ownership.SignificantShare)
	var b strings.Builder
	if err := draw.Text(&b, &draw.View{Explanation: e}); err != nil {
		fmt.Println(err)
	}
	fmt.Println(strings.Join(strings.Split(b.String(), "\n")[:3], "\n"))
	// Output:
	// teliqon
	//   control             sole, by the state XA (state:XA), certain
	//   country of control  XA
}
