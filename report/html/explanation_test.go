// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

func TestExplanation(t *testing.T) {
	x := result.Explanation{
		ID: "concentration/system:s/supplier/count/hhi", Kind: result.ExplainNumber, Title: "concentration <script>alert(1)</script>", Value: "[0.32, 0.68]",
		Children: []result.Explanation{
			{Kind: result.ExplainFact, Title: "product.spend", Value: "10\x1b[31m", At: result.Evidence{File: "system.yaml", Line: 7}},
			{ID: "quality/a", Kind: result.ExplainNumber, Title: "an SBOM"},
		},
	}
	var a, b bytes.Buffer
	if err := html.Explanation(&a, &x); err != nil {
		t.Fatal(err)
	}
	if err := html.Explanation(&b, &x); err != nil || a.String() != b.String() {
		t.Errorf("two pages differ (%v)", err)
	}
	page := a.String()
	for _, want := range []string{"default-src &#39;none&#39;", "concentration/system:s/supplier/count/hhi", "[0.32, 0.68]", "system.yaml:7", "&lt;script&gt;", "an SBOM"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	for _, never := range []string{"<script", "\x1b", "style=", `href="#"`} {
		if strings.Contains(page, never) {
			t.Errorf("the page has %q", never)
		}
	}
}
