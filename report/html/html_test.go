// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"bytes"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	page "github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

// render writes a page and reads it as a browser does.
func render(t *testing.T, a *result.Assessment, o page.Options) (string, *html.Node) {
	t.Helper()
	var out bytes.Buffer
	if err := page.Render(&out, a, o); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	return out.String(), root
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func content(n *html.Node) string {
	var b strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			b.WriteString(d.Data)
		}
	}
	return b.String()
}

func elements(root *html.Node, name string) []*html.Node {
	var out []*html.Node
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			out = append(out, n)
		}
	}
	return out
}

// explain answers for every number, with some shared ground.
func explain(id string) (result.Explanation, bool) {
	return result.Explanation{ID: id, Kind: result.ExplainNumber, Title: "the number " + id, Value: "1", Text: "It follows.", Children: []result.Explanation{
		{ID: "verdict", Kind: result.ExplainNumber, Title: "the verdict", Value: "fail"},
		{Kind: result.ExplainMeasure, Title: "the method", Text: strings.Repeat("how it is computed ", 12), Children: []result.Explanation{
			{Kind: result.ExplainFact, Title: "a fact", Value: "7", At: result.Evidence{File: "system.yaml", Line: 3}}}},
		{Kind: result.ExplainInput, Title: "system.yaml", At: result.Evidence{File: "system.yaml"}},
		{Kind: result.ExplainLaw, Title: "an entry", Status: "proposal", Provenance: "unverified"},
	}}, true
}

// TestPagesAreWellMade holds what every page must be, whatever is on it.
func TestPagesAreWellMade(t *testing.T) {
	for name, a := range map[string]*result.Assessment{"sample": sample(), "hostile": hostile(), "empty": {}, "large": large(2000)} {
		t.Run(name, func(t *testing.T) {
			for _, o := range []page.Options{{}, {Explain: explain}} {
				text, root := render(t, a, o)
				if !strings.HasPrefix(text, "<!DOCTYPE html>\n<html lang=\"en\">") {
					t.Errorf("the page begins with %.60q", text)
				}
				if i := strings.Index(text, "ZgotmplZ"); i >= 0 {
					t.Errorf("the template refuses a value: %.120q", text[i-60:i+60])
				}
				checkPolicy(t, root)
				checkAttributes(t, root)
				checkLinks(t, root)
				checkHeadings(t, root)
				checkPictures(t, root)
				checkTables(t, root)
			}
		})
	}
}

// checkPolicy compares the digests of the policy with what is on the page.
func checkPolicy(t *testing.T, root *html.Node) {
	t.Helper()
	policy := ""
	for _, m := range elements(root, "meta") {
		if attr(m, "http-equiv") == "Content-Security-Policy" {
			policy = attr(m, "content")
		}
	}
	if !strings.HasPrefix(policy, "default-src 'none'; ") || strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy is %q", policy)
	}
	for name, directive := range map[string]string{"style": "style-src", "script": "script-src"} {
		all := elements(root, name)
		if len(all) != 1 {
			t.Errorf("%d elements %s, want one", len(all), name)
			continue
		}
		if want := directive + " '" + digest(content(all[0])) + "'"; !strings.Contains(policy, want) {
			t.Errorf("the policy %q does not have %q", policy, want)
		}
	}
}

// checkAttributes finds what could run, load or style beside the one script
// and the one style.
func checkAttributes(t *testing.T, root *html.Node) {
	t.Helper()
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"iframe", "object", "embed", "img", "image", "link", "base", "video", "audio", "foreignobject", "animate", "set"}, strings.ToLower(n.Data)) {
			t.Errorf("there is an element %s", n.Data)
		}
		for _, a := range n.Attr {
			key := strings.ToLower(a.Key)
			switch {
			case key == "style", strings.HasPrefix(key, "on"), key == "srcdoc", key == "srcset", key == "formaction", key == "action", key == "ping", key == "target":
				t.Errorf("<%s> has the attribute %s=%.60q", n.Data, a.Key, a.Val)
			case key == "href" || key == "src" || key == "xlink:href":
				if !strings.HasPrefix(a.Val, "#") {
					t.Errorf("<%s> leads to %.60q", n.Data, a.Val)
				}
			}
		}
	}
}

// checkLinks follows every link and reference within the page.
func checkLinks(t *testing.T, root *html.Node) {
	t.Helper()
	ids := map[string]bool{}
	for n := range root.Descendants() {
		if id := attr(n, "id"); n.Type == html.ElementNode && id != "" {
			if ids[id] {
				t.Errorf("two elements have the id %s", id)
			}
			ids[id] = true
		}
	}
	for n := range root.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if href := attr(n, "href"); href != "" && !ids[href[1:]] {
			t.Errorf("the link %s (%.40q) leads nowhere", href, content(n))
		}
		for _, key := range []string{"aria-labelledby", "aria-describedby", "for"} {
			for id := range strings.FieldsSeq(attr(n, key)) {
				if !ids[id] {
					t.Errorf("%s of <%s> names %s, which is not there", key, n.Data, id)
				}
			}
		}
	}
}

// checkHeadings holds that there is one first heading and no level is left
// out.
func checkHeadings(t *testing.T, root *html.Node) {
	t.Helper()
	last, first := 0, 0
	for n := range root.Descendants() {
		level := slices.Index([]atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.H5}, n.DataAtom) + 1
		if n.Type != html.ElementNode || level == 0 {
			continue
		}
		if level == 1 {
			first++
		}
		if level > last+1 {
			t.Errorf("the heading %.40q has level %d after one of level %d", content(n), level, last)
		}
		if strings.TrimSpace(content(n)) == "" {
			t.Errorf("a heading of level %d is empty", level)
		}
		last = level
	}
	if first != 1 {
		t.Errorf("%d headings of level 1", first)
	}
}

// checkPictures holds that every picture has a title and a table behind it,
// or is hidden from those who cannot see it.
func checkPictures(t *testing.T, root *html.Node) {
	t.Helper()
	for _, svg := range elements(root, "svg") {
		if attr(svg, "aria-hidden") == "true" {
			continue
		}
		title, desc := elements(svg, "title"), elements(svg, "desc")
		if attr(svg, "role") != "img" || len(title) == 0 || strings.TrimSpace(content(title[0])) == "" || len(desc) == 0 || strings.TrimSpace(content(desc[0])) == "" {
			t.Errorf("a picture has no role, title or description: %v", svg.Attr)
		}
		figure := svg.Parent
		for figure != nil && figure.DataAtom != atom.Figure {
			figure = figure.Parent
		}
		if figure == nil || len(elements(figure, "table")) == 0 || len(elements(elements(figure, "table")[0], "td")) == 0 {
			t.Errorf("no table stands behind the picture %q", content(title[0]))
		}
	}
}

// checkTables holds that every table has a name and headers.
func checkTables(t *testing.T, root *html.Node) {
	t.Helper()
	for _, table := range elements(root, "table") {
		if captions := elements(table, "caption"); len(captions) != 1 || strings.TrimSpace(content(captions[0])) == "" {
			t.Errorf("a table has no caption")
		}
		columns := 0
		for _, th := range elements(table, "th") {
			switch attr(th, "scope") {
			case "col":
				columns++
			case "row":
			default:
				t.Errorf("a header %.40q of a table has no scope", content(th))
			}
		}
		for _, tr := range elements(elements(table, "tbody")[0], "tr") {
			cells, heads := 0, 0
			for c := range tr.ChildNodes() {
				if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
					cells++
				}
				if c.DataAtom == atom.Th {
					heads++
				}
			}
			if cells != columns || heads != 1 {
				t.Errorf("a row of %.40q has %d cells and %d headers for %d columns", content(elements(table, "caption")[0]), cells, heads, columns)
			}
		}
	}
}

func TestSameInputSameBytes(t *testing.T) {
	first, _ := render(t, sample(), page.Options{Explain: explain})
	second, _ := render(t, sample(), page.Options{Explain: explain})
	if first != second {
		t.Error("two runs differ")
	}
	// Everything on the page is in the JSON: what was read back gives it too.
	data, err := result.Marshal(sample())
	if err != nil {
		t.Fatal(err)
	}
	back, _, err := result.Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if third, _ := render(t, back, page.Options{Explain: explain}); third != first {
		t.Error("the page of a result that was stored and read back differs")
	}
}

func TestRenderChangesNothing(t *testing.T) {
	a := sample()
	slices.Reverse(a.Findings) // in an order that the page does not have
	slices.Reverse(a.Parties)
	before, err := json.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	if err := page.Render(io.Discard, a, page.Options{}); err != nil {
		t.Fatal(err)
	}
	if after, err := json.Marshal(a); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the result was changed (%v)", err)
	}
}

// TestLargeResultsGiveSmallPages counts instead of listing.
func TestLargeResultsGiveSmallPages(t *testing.T) {
	text, root := render(t, large(10000), page.Options{Explain: explain})
	if len(text) > 5_000_000 {
		t.Errorf("the page has %d bytes", len(text))
	}
	t.Logf("%d bytes", len(text))
	// Kept with -artifacts, to be looked at in a browser.
	if err := os.WriteFile(filepath.Join(t.ArtifactDir(), "large.html"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	nodes := 0
	for range root.Descendants() {
		nodes++
	}
	if nodes > 250_000 {
		t.Errorf("the page has %d nodes", nodes)
	}
	for _, want := range []string{"And 9810 more findings", "more parties, in the result as JSON", "other suppliers"} {
		if !strings.Contains(strings.ReplaceAll(text, "\u00a0", " "), want) {
			t.Errorf("the page does not say %q", want)
		}
	}
}

func TestReaders(t *testing.T) {
	_, root := render(t, sample(), page.Options{Explain: explain})
	section := func(id string) string {
		for _, s := range elements(root, "section") {
			if attr(s, "id") == id {
				return strings.Join(strings.Fields(content(s)), " ")
			}
		}
		t.Errorf("there is no section %s", id)
		return ""
	}
	for _, test := range []struct{ section, want string }{
		{"summary", "Fail"}, {"summary", "A designated supplier serves a key asset"}, {"summary", "Do: Restrict or replace it in the assets named."},
		{"summary", "between 38 % and 43 % of the yearly spend"}, {"summary", "Controlled by state XA; country of control XA."},
		{"summary", "Ask your own people at Nordmark"}, {"summary", "Risk of the whole"},
		{"bounds", "Binds Nordmark as essential"}, {"bounds", "Directive (EU) 2022/2555"}, {"bounds", "Not established whether it binds Nordmark"},
		{"bounds", "entity.services"}, {"bounds", "By what is recorded, not: dora."},
		{"scenarios", "State interference through the supply chain"}, {"scenarios", "unverified: not checked against the source"},
		{"scenarios", "None of the rules below found anything"}, {"scenarios", "5G core stops when Fjordops is lost"}, {"scenarios", "not said how likely"},
		{"findings", "suppliers/zerenka.yaml:31"}, {"findings", "eu5g:SM03 Assessing the risk profile of suppliers"},
		{"findings", "recommendation; secondary source"}, {"findings", "unverified: not checked against the source"}, {"findings", "Waived byw-1"},
		{"suppliers", "designated high-risk by Fictional Telecom Agency, decision 2026:7, from 2026-01-01"}, {"suppliers", "does not bind here"},
		{"suppliers", "A designation is recorded without its authority, legal basis or date, and is not repeated here."},
		{"suppliers", "Gov link"}, {"suppliers", "No holder can control it"},
		{"concentration", "Common owners add between 0.04 and 0.11"}, {"concentration", "A product has no SBOM"}, {"concentration", "not stated: product:ix/spend"},
		{"chain", "control not established"}, {"single", "a holder that nobody listed"}, {"single", "412 components such as"},
		{"single", "what they need forms a loop"}, {"lockin", "migration time"}, {"risk", "Causes of the risk of Zerenka Systems"},
		{"vulnerabilities", "1700 of 1812 components could be looked up"}, {"vulnerabilities", "no database given holds"},
		{"vulnerabilities", "1 of which it cannot be told"}, {"vulnerabilities", "on the lists of exploited vulnerabilities given"},
		{"vulnerabilities", "since 2026-05-02, used by ransomware"}, {"vulnerabilities", "authors disagree, and the worst counts"},
		{"vulnerabilities", "vulnerable code not in execute path"}, {"data", "the reference x is not in the document"}, {"data", "The SBOM's supplier field"},
		{"accepted", "planned replacement"}, {"accepted", "the default of its class"}, {"method", "Directive (EU) 2022/2555"},
		{"inputs", "suppliers/teliqon.yaml"}, {"why", "proposal, not law; unverified"},
	} {
		if got := section(test.section); !strings.Contains(strings.ToLower(got), strings.ToLower(test.want)) {
			t.Errorf("section %s does not say %q", test.section, test.want)
		}
	}
	// A bare rumour is not repeated anywhere.
	if all := content(root); strings.Contains(all, "rumour") {
		t.Error("a designation without authority, act and date is repeated")
	}
}

// A result without bounds and scenarios has no sections, links and filters
// for them; in one with scenarios each finding says what hazards it bears on.
func TestBoundsAndScenarios(t *testing.T) {
	a := sample()
	text, root := render(t, a, page.Options{Explain: explain})
	got := map[string]string{}
	for _, tr := range elements(root, "tr") {
		if h := attr(tr, "data-hazards"); h != "" {
			got[strings.Join(strings.Fields(content(elements(tr, "bdi")[0])), " ")] = h
		}
	}
	if h := got["5G core stops when Fjordops is lost, and nobody else operates it"]; h != "malicious natural system-failure" || len(got) != 6 {
		t.Errorf("hazards of findings: %q", got)
	}
	if want := `<option value="system-failure">system failure</option>`; !strings.Contains(text, want) {
		t.Errorf("the filter does not offer %s", want)
	}
	a.Bounds, a.Scenarios = nil, nil
	text, _ = render(t, a, page.Options{Explain: explain})
	for _, not := range []string{"#bounds", "#scenarios", `name="hazard"`, "data-hazards="} {
		if strings.Contains(text, not) {
			t.Errorf("the page has %s without anything to show", not)
		}
	}
}

// Without an explainer nothing links to explanations, and there are none.
func TestWithoutExplainer(t *testing.T) {
	text, _ := render(t, sample(), page.Options{})
	if strings.Contains(text, `href="#why`) || strings.Contains(text, `id="why"`) {
		t.Error("the page links to explanations that are not there")
	}
}
