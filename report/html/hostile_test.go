// SPDX-License-Identifier: Apache-2.0

package html_test

import (
	"crypto/sha256"
	"encoding/base64"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	page "github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

// attacks are what an SBOM or a record may say of a name.
var attacks = []string{
	`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `javascript:alert(1)`,
	`</style><style>*{display:none}`, `<!--`, `]]>`, `{{.}}`, `</title></svg><iframe src=//example.org>`, `&lt;script&gt;`,
	"\x1b[31mred\x1b[0m", "a\x00b", "safe\u202egnp.exe", "\u2066isolate", "zero\u200bwidth", "line\u2028break", "\ufeffbom",
	"a" + strings.Repeat("\u0301", 5000), strings.Repeat("A", 1<<20), strings.Repeat("<b>", 1<<16), "\xff\xfe", "شركة", "",
}

// hostile is the sample with an attack in every text that does not join two
// things, and attacks for whole ids too.
func hostile() *result.Assessment {
	a := sample()
	n := 0
	var spoil func(v reflect.Value)
	spoil = func(v reflect.Value) {
		switch v.Kind() {
		case reflect.Pointer:
			if !v.IsNil() {
				spoil(v.Elem())
			}
		case reflect.Struct:
			for i := range v.NumField() {
				name := v.Type().Field(i).Name
				if f := v.Field(i); f.Kind() == reflect.String && f.Type() == reflect.TypeFor[string]() {
					if joins := map[string]bool{"ID": true, "Party": true, "Rule": true, "Subject": true, "Scope": true, "By": true, "Basis": true, "Supplier": true, "From": true, "To": true, "Mode": true, "Kind": true}; !joins[name] && f.String() != "" {
						f.SetString(attacks[n%len(attacks)])
						n++
					}
					continue
				}
				if v.Type() == reflect.TypeFor[result.Interval]() {
					return
				}
				spoil(v.Field(i))
			}
		case reflect.Slice:
			for i := range v.Len() {
				if e := v.Index(i); e.Kind() == reflect.String && e.Type() == reflect.TypeFor[string]() {
					e.SetString(attacks[n%len(attacks)])
					n++
				} else {
					spoil(e)
				}
			}
		}
	}
	spoil(reflect.ValueOf(a).Elem())
	a.Params = map[string]string{}
	for i, attack := range attacks {
		id := strconv.Itoa(i) + attack
		a.Params[id] = attack
		a.Parties = append(a.Parties, result.Party{ID: id, Name: attack, Recorded: true, Products: []string{id}})
		a.Products = append(a.Products, result.Product{ID: id, Name: attack, Kind: attack, Party: id})
		a.Rules = append(a.Rules, result.Rule{ID: id, Title: attack, Severity: attack, Measures: []string{id}})
		a.Measures = append(a.Measures, result.Measure{ID: id, Title: attack, Source: attack})
		a.Inputs = append(a.Inputs, result.Input{Name: id, Kind: attack, SHA256: attack})
		a.Findings = append(a.Findings, result.Finding{ID: id, Rule: id, Pack: attack, Outcome: result.Outcome(attack), Severity: attack, Subject: "supplier:" + id, Message: attack, Missing: []string{attack}})
		a.Flows = append(a.Flows, result.Flow{From: "product:" + id, To: "supplier:" + id, Weight: float64(i)})
		a.Control = append(a.Control, result.Control{Party: id, Kind: attack, Controllers: []string{id}, Path: []result.PathStep{{Holder: "h" + id, Party: id}}})
		a.Factors = append(a.Factors, result.Factor{Subject: "supplier:" + id, ID: attack, Rule: id, Facts: []string{attack}})
		a.Concentration = append(a.Concentration, result.Concentration{Scope: id, By: attack, Basis: attack, Shares: []result.Share{{Key: id}}})
	}
	return a
}

func TestHostileTextsAreHarmless(t *testing.T) {
	plain, root := render(t, sample(), page.Options{Explain: explain})
	text, spoiled := render(t, hostile(), page.Options{Explain: explain})
	if len(text) > len(plain)+2_000_000 {
		t.Errorf("hostile names blow the page up to %d bytes", len(text))
	}
	// No attack makes an element that the page does not have anyway.
	known := map[string]bool{}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode {
			known[n.Data] = true
		}
	}
	for n := range spoiled.Descendants() {
		switch n.Type {
		case html.ElementNode:
			if !known[n.Data] {
				t.Errorf("an attack makes an element %s", n.Data)
			}
			if n.Data == "bdi" && len([]rune(content(n))) > 1000 {
				t.Errorf("a name of %d characters is not cut", len(content(n)))
			}
		case html.CommentNode:
			t.Errorf("an attack makes a comment %.40q", n.Data)
		case html.TextNode:
			for _, r := range n.Data {
				if r != '\n' && r != '\u00a0' && !unicode.IsGraphic(r) {
					t.Fatalf("the text %.60q has the character %U", n.Data, r)
				}
			}
		}
	}
}

// FuzzNames renders a result whose names are anything.
func FuzzNames(f *testing.F) {
	for _, attack := range attacks {
		if len(attack) < 1000 {
			f.Add(attack)
		}
	}
	f.Fuzz(func(t *testing.T, name string) {
		a := &result.Assessment{
			Subject:  result.Subject{ID: "system:" + name, Name: name},
			Parties:  []result.Party{{ID: name, Name: name, Recorded: true}},
			Findings: []result.Finding{{ID: name, Rule: name, Subject: "supplier:" + name, Message: name, Severity: name, Outcome: result.Fail}},
			Inputs:   []result.Input{{Name: name}},
			Flows:    []result.Flow{{From: "product:" + name, To: "supplier:" + name, Weight: 1}},
		}
		_, root := render(t, a, page.Options{Explain: explain})
		checkPolicy(t, root)
		checkAttributes(t, root)
		checkLinks(t, root)
		checkHeadings(t, root)
	})
}
