// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"bytes"
	"context"
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln/vex"
)

// TestCorpus reads every file of statements there is, and counts by status
// what encoding/json finds in it: (statement) for OpenVEX and CycloneDX,
// (vulnerability, list, product) for CSAF.
func TestCorpus(t *testing.T) {
	files := corpus.Files(t, 0, "vex")
	for _, name := range corpus.Files(t, 1<<20, "cyclonedx") {
		if data := corpus.Read(t, name); bytes.Contains(data, []byte(`"analysis"`)) && strings.HasSuffix(name, ".json") {
			files = append(files, name)
		}
	}
	total := map[vex.Status]int{}
	for _, name := range files {
		data := corpus.Read(t, name)
		doc, list, err := vex.Read(context.Background(), name, bytes.NewReader(data))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		got := map[vex.Status]int{}
		for _, s := range doc.Statements {
			n := 1
			if doc.Format == vex.CSAF {
				n = len(s.Products)
			}
			got[s.Status] += n
			total[s.Status] += n
			if s.Position.Line == 0 || s.Position.File != name {
				t.Errorf("%s: a statement at %v", name, s.Position)
			}
		}
		if doc.Cut || len(doc.Statements) == 0 && len(list) == 0 {
			t.Errorf("%s: cut %v, %d statements and nothing said", name, doc.Cut, len(doc.Statements))
		}
		if diff := cmp.Diff(walk(t, data), got); diff != "" {
			t.Errorf("%s (-counted +read)\n%s", name, diff)
		}
	}
	t.Logf("%d files: %v", len(files), total)
	if len(files) < 525 || total[vex.NotAffected] < 400 || total[vex.Affected] < 400 {
		t.Errorf("%d files with %v: the corpus holds more", len(files), total)
	}
}

// words is the independent table of what the dialects call the statuses.
var words = map[string]vex.Status{
	"not_affected": vex.NotAffected, "known_not_affected": vex.NotAffected, "false_positive": vex.NotAffected,
	"affected": vex.Affected, "known_affected": vex.Affected, "first_affected": vex.Affected, "last_affected": vex.Affected, "exploitable": vex.Affected,
	"fixed": vex.Fixed, "first_fixed": vex.Fixed, "resolved": vex.Fixed, "resolved_with_pedigree": vex.Fixed,
}

// walk counts statuses.
func walk(t *testing.T, data []byte) map[vex.Status]int {
	t.Helper()
	var top map[string]any
	if err := json.Unmarshal(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")), &top); err != nil {
		t.Fatal(err)
	}
	counts := map[vex.Status]int{}
	count := func(word string, n int) {
		s, ok := words[word]
		if !ok {
			s = vex.UnderInvestigation
		}
		if n > 0 {
			counts[s] += n
		}
	}
	for _, s := range objects(top["statements"]) {
		word, _ := s["status"].(string)
		count(word, 1)
	}
	for _, v := range objects(top["vulnerabilities"]) {
		if a, ok := v["analysis"].(map[string]any); ok && len(a) > 0 {
			word, _ := a["state"].(string)
			count(word, 1)
		}
		lists, _ := v["product_status"].(map[string]any)
		for word, ids := range lists {
			distinct := map[any]bool{}
			list, _ := ids.([]any)
			for _, id := range list {
				distinct[id] = true
			}
			if word != "recommended" {
				count(word, len(distinct))
			}
		}
	}
	return counts
}

func objects(v any) []map[string]any {
	var out []map[string]any
	list, _ := v.([]any)
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}

// TestCorpusAppliesToItsProducts asks each statement of the corpus about the
// very products that it names.
func TestCorpusAppliesToItsProducts(t *testing.T) {
	late := asOf.AddDate(100, 0, 0)
	asked, possible := 0, 0
	for _, name := range corpus.Files(t, 0, "vex") {
		doc, _, err := vex.Read(context.Background(), name, bytes.NewReader(corpus.Read(t, name)))
		if err != nil {
			t.Fatal(err)
		}
		set := vex.NewSet(late, doc)
		idle := map[*vex.Statement]bool{}
		for _, u := range set.Unused(nil) {
			idle[u.Statement] = u.Reason != vex.ProductNotFound
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			for _, p := range s.Products {
				part, products := p, []vex.Thing(nil)
				for len(part.Subcomponents) > 0 {
					products = append(products, itself(part))
					part = part.Subcomponents[len(part.Subcomponents)-1]
				}
				if idle[s] || len(part.PURLs)+len(part.CPEs)+len(part.Hashes) == 0 {
					continue
				}
				asked++
				v := set.Of(itself(part), products, s.Vulnerability.ID)
				if !contains(v, s) {
					t.Errorf("%v does not apply to its product %+v: %s", s.Position, p, v.Why)
				}
				if v.Status == vex.Unknown {
					possible++
					if part.Range == "" && part.Version == "" {
						t.Errorf("%v only may apply to its product %+v", s.Position, p)
					}
				}
			}
		}
	}
	t.Logf("%d products, of which %d in ranges that nobody can order", asked, possible)
	if asked < 500 || possible > asked/10 {
		t.Errorf("%d products, %d possible", asked, possible)
	}
}

func itself(p vex.Product) vex.Thing {
	return vex.Thing{PURLs: p.PURLs, CPEs: p.CPEs, Hashes: p.Hashes, Version: p.Version, Ref: p.Ref, Serial: p.Serial, Revision: p.Revision}
}

func contains(v vex.Verdict, s *vex.Statement) bool {
	for _, a := range v.Applied {
		if a.Statement == s {
			return true
		}
	}
	for _, p := range v.Possible {
		if p == s {
			return true
		}
	}
	return false
}
