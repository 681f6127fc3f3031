// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/kedja/kedja/gate"
	page "github.com/kedja/kedja/report/html"
)

// unexplained are the classes of what may hold numbers that lead to no
// explanation, because they are none of the result.
var unexplained = map[string]string{
	"code":    "identifiers, digests, and values as an input states them",
	"place":   "the file and line of a fact",
	"said":    "words of an input, a rule or a law; findings have their own explanation",
	"version": "versions of formats, packs and the engine",
	"left":    "how many more there are than the page lists",
	"lead":    "what the page says of itself: the ends of scales",
	"scale":   "likewise",
}

// numeral is a word that is a number: not a date, a name or a path.
var numeral = regexp.MustCompile(`^[<>≤≥(\[]*[-+]?\d[\d.,]*%?[)\].,;:]*$`)

// numerals lists the numbers of a text, without what surrounds them.
func numerals(text string) []string {
	var out []string
	// A no-break space parts words too, and a dash the ends of an interval.
	for word := range strings.FieldsFuncSeq(text, func(r rune) bool { return unicode.IsSpace(r) || r == '–' }) {
		if numeral.MatchString(word) {
			out = append(out, strings.Trim(word, "()[].,;:"))
		}
	}
	return out
}

func pageAttr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func pageText(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data + " ")
		}
	}
	return b.String()
}

// above finds the nearest ancestor of which something holds.
func above(n *html.Node, holds func(*html.Node) bool) *html.Node {
	for a := range n.Ancestors() {
		if a.Type == html.ElementNode && holds(a) {
			return a
		}
	}
	return nil
}

func explains(n *html.Node) bool {
	return n.DataAtom == atom.A && strings.HasPrefix(pageAttr(n, "href"), "#why-")
}

// explained lists the numbers below a node that lead to an explanation.
func explained(n *html.Node) []string {
	var out []string
	for d := range n.Descendants() {
		if d.Type == html.ElementNode && explains(d) {
			out = append(out, numerals(pageText(d))...)
		}
	}
	return out
}

func examplePage(t *testing.T) *html.Node {
	t.Helper()
	a := exampleResult(t)
	var out bytes.Buffer
	if err := page.Render(&out, a, page.Options{Explain: gate.NewExplainer(a).Lookup}); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 4_000_000 {
		t.Errorf("the page has %d bytes", out.Len())
	}
	root, err := html.Parse(&out)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

// TestNumbersOfThePageLeadToExplanations walks every word of the page of the
// example. One that is a number is part of a link to an explanation that is
// there, but for:
//
//   - the explanations themselves;
//   - text of the classes in [unexplained], heads and captions of tables, and
//     times;
//   - the titles of sources that facts name;
//   - pictures and what stands on a folded supplier, both of which repeat
//     numbers that are explained in the table behind the picture and in the
//     body below the fold.
func TestNumbersOfThePageLeadToExplanations(t *testing.T) {
	root := examplePage(t)
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := pageAttr(n, "id"); id != "" {
			ids[id] = true
		}
	}
	links, problems := 0, 0
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && explains(n) {
			links++
			if !ids[pageAttr(n, "href")[1:]] {
				t.Errorf("%q leads to an explanation that is not there", pageText(n))
			}
		}
		if n.Type != html.TextNode || len(numerals(sourceTitles.ReplaceAllString(n.Data, ""))) == 0 {
			continue
		}
		if why := bare(n); why != "" && problems < 20 {
			problems++
			t.Errorf("%.80q in section %s: %s", n.Data, sectionOf(n), why)
		}
	}
	if links < 2500 {
		t.Errorf("only %d numbers lead to an explanation", links)
	}
	// Nothing is left to be shared by numbers that have nothing in common.
	if why := find(root, "why"); why == nil || strings.Contains(pageText(why), "for want of room") {
		t.Error("the page of the example has not room for all its explanations")
	}
}

// sourceTitles are the titles behind the keys of sources: a year there is part
// of a name.
var sourceTitles = regexp.MustCompile(`\bsource s\d+(, s\d+)* \([^)]*\)`)

func find(root *html.Node, id string) *html.Node {
	for n := range root.Descendants() {
		if pageAttr(n, "id") == id {
			return n
		}
	}
	return nil
}

func sectionOf(n *html.Node) string {
	if s := above(n, func(a *html.Node) bool { return a.DataAtom == atom.Section }); s != nil {
		return pageAttr(s, "id")
	}
	return "none"
}

// bare says why a text with numbers needs a link to an explanation and has
// none.
func bare(n *html.Node) string {
	in := func(holds func(*html.Node) bool) bool { return above(n, holds) != nil }
	switch {
	case !in(func(a *html.Node) bool { return a.DataAtom == atom.Main }), sectionOf(n) == "why", in(explains):
		return ""
	case in(func(a *html.Node) bool {
		return slices.Contains([]atom.Atom{atom.Time, atom.Thead, atom.Caption}, a.DataAtom)
	}), in(func(a *html.Node) bool {
		return slices.ContainsFunc(strings.Fields(pageAttr(a, "class")), func(c string) bool { return unexplained[c] != "" })
	}):
		return ""
	}
	if svg := above(n, func(a *html.Node) bool { return a.DataAtom == atom.Svg }); svg != nil {
		if above(n, func(a *html.Node) bool { return pageAttr(a, "class") == "tick" }) != nil || n.Parent.Data == "desc" {
			return "" // the axis; the description repeats the picture
		}
		figure := above(n, func(a *html.Node) bool { return a.DataAtom == atom.Figure })
		return repeats(n.Data, figure, "the table behind the picture")
	}
	if above(n, func(a *html.Node) bool { return a.DataAtom == atom.Summary }) != nil {
		supplier := above(n, func(a *html.Node) bool { return a.DataAtom == atom.Details })
		return repeats(n.Data, supplier, "what is below the fold")
	}
	return "leads to no explanation"
}

// repeats says which number of a text is not explained in a place.
func repeats(text string, place *html.Node, where string) string {
	if place == nil {
		return "leads to no explanation"
	}
	there := explained(place)
	for _, x := range numerals(text) {
		if !slices.Contains(there, x) {
			return x + " is not explained in " + where
		}
	}
	return ""
}
