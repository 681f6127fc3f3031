// SPDX-License-Identifier: Apache-2.0

package report_test

import (
	"bytes"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
)

// whyCore is a small explanation with every kind of node.
func whyCore() result.Explanation {
	pack := result.Explanation{Kind: result.ExplainInput, Title: "policy pack eu5g 1.0.0", Value: "sha256 " + strings.Repeat("ab", 32)}
	return result.Explanation{
		ID: "00000000000000a1", Kind: result.ExplainFinding, Title: "core leans on Teliqon", Value: "warn, high",
		Children: []result.Explanation{
			{Kind: result.ExplainCounterfactual, Title: "HHI", Value: "passes at or below 0.5; is [0.32, 0.68]", Text: "What is not known decides.",
				Children: []result.Explanation{{Kind: result.ExplainParameter, Title: "eu5g/ASSET-0001.hhi", Value: "0.5"}}},
			{ID: "concentration/asset:core/supplier/spend/hhi", Kind: result.ExplainNumber, Title: "HHI", Value: "[0.32, 0.68]"},
			{Kind: result.ExplainMeasure, Title: "HHI", Text: "The sum of squares.", Source: "docs/method.md, section 4", Children: []result.Explanation{
				{Kind: result.ExplainFact, Title: "product.spend of amf", Value: "12", Source: "s1", At: result.Evidence{File: "system.yaml", Pointer: "/products/0/spend", Line: 9}},
				{Kind: result.ExplainMissing, Title: "product.spend of ix", Value: "not stated", Text: "Ask your own people."},
				{Kind: result.ExplainAssumption, Title: "asset:core/criticality", Value: "high", Text: "the default of its class"},
			}},
			{Kind: result.ExplainRule, Title: "eu5g/ASSET-0001", Status: "recommendation", Provenance: "unverified", Children: []result.Explanation{
				{Kind: result.ExplainLaw, Title: "eu5g:R4", Source: "EU 5G toolbox", Status: "recommendation", Provenance: "secondary", Children: []result.Explanation{pack}},
				{Kind: result.ExplainLaw, Title: "eu5g:SM05", Source: "EU 5G toolbox", Status: "proposal", Provenance: "primary", Children: []result.Explanation{pack}},
			}},
			{Kind: result.ExplainInput, Title: "system.yaml", Value: "sha256 0123", At: result.Evidence{File: "system.yaml"}},
		},
	}
}

func TestExplainText(t *testing.T) {
	x := whyCore()
	var b bytes.Buffer
	if err := report.ExplainText(&b, &x, report.Options{Width: 90}); err != nil {
		t.Fatal(err)
	}
	const want = `finding · core leans on Teliqon: warn, high
  to pass · HHI: passes at or below 0.5; is [0.32, 0.68] – What is not known decides.
    parameter · eu5g/ASSET-0001.hhi: 0.5
  number · HHI: [0.32, 0.68] → concentration/asset:core/supplier/spend/hhi
  computed · HHI – The sum of squares. [docs/method.md, section 4]
    stated · product.spend of amf: 12 [system.yaml:9 (/products/0/spend), source s1]
    missing · product.spend of ix: not stated – Ask your own people.
    assumed · asset:core/criticality: high – the default of its class
  rule · eu5g/ASSET-0001 (recommendation; unverified: not checked against the source)
    source · eu5g:R4 (recommendation; secondary source) [EU 5G toolbox]
    source · eu5g:SM05 (proposal, not law; primary source) [EU 5G toolbox]
      file · policy pack eu5g 1.0.0: sha256 abababababababab…
  file · system.yaml: sha256 0123
`
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestExplainMarkdown(t *testing.T) {
	x := whyCore()
	var b bytes.Buffer
	if err := report.ExplainMarkdown(&b, &x, report.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"### core leans on Teliqon: **warn, high**\n\n`00000000000000a1`\n\n- *to pass* HHI: ",
		"\n  - *stated* product.spend of amf: **12** (system.yaml:9 (/products/0/spend), source s1)\n",
		"\n- *number* HHI: **\\[0.32, 0.68\\]** `concentration/asset:core/supplier/spend/hhi`\n",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}

// hostile is what a name could carry to steer a terminal, to become markup or
// to fill the page.
const hostile = "\x1b[31mred\x1b[0m\u202egnp.exe\u2066 <script>alert(1)</script> [x](javascript:1) ![p](http://h.example/p) @team #12 `c` | **b**\n# head\r\x00\u0085"

// harmlessIn reports what of the hostile text got through.
func harmlessIn(t *testing.T, what, out string, markdown bool) {
	t.Helper()
	for _, r := range out {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("%s: %U got through", what, r)
			return
		}
	}
	if !markdown {
		return
	}
	for _, bad := range []string{"<script", "[x](", "![p](", "**b**", "\n# head", " @team", " #12"} {
		if strings.Contains(out, bad) {
			t.Errorf("%s: %q got through", what, bad)
		}
	}
}

func TestExplanationsAreHarmless(t *testing.T) {
	x := hostileExplanation(hostile + strings.Repeat("A", 1<<20))
	for _, full := range []bool{false, true} {
		var text, markdown bytes.Buffer
		o := report.Options{Full: full}
		if err := report.ExplainText(&text, &x, o); err != nil {
			t.Fatal(err)
		}
		harmlessIn(t, "text", text.String(), false)
		if err := report.ExplainMarkdown(&markdown, &x, o); err != nil {
			t.Fatal(err)
		}
		harmlessIn(t, "markdown", markdown.String(), true)
		if text.Len() > 100_000 || markdown.Len() > 100_000 {
			t.Errorf("long names make %d bytes of text and %d of Markdown", text.Len(), markdown.Len())
		}
	}
	var plain bytes.Buffer
	x = hostileExplanation(hostile)
	if err := result.EncodeExplanation(&plain, &x); err != nil {
		t.Fatal(err)
	}
	harmlessIn(t, "json", plain.String(), false)
}

// hostileExplanation has the text everywhere.
func hostileExplanation(evil string) result.Explanation {
	at := result.Evidence{Fact: evil, File: evil, Pointer: evil, Line: 1}
	x := result.Explanation{ID: evil, Kind: result.ExplainFinding, Title: evil, Value: evil, Text: evil}
	for _, kind := range []string{result.ExplainNumber, result.ExplainRule, result.ExplainLaw, result.ExplainFact, result.ExplainInput, result.ExplainMissing, evil} {
		x.Children = append(x.Children, result.Explanation{ID: evil, Kind: kind, Title: evil, Value: evil, Text: evil, At: at, Source: evil, Status: evil, Provenance: evil})
	}
	return x
}
