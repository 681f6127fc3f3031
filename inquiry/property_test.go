// SPDX-License-Identifier: Apache-2.0

package inquiry_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/inquiry"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
)

// gen draws the values of one case.
type gen struct {
	testing.TB
	*rand.Rand
}

func (g *gen) between(lo, hi int) int { return lo + g.IntN(hi-lo+1) }

func (g *gen) coin() bool { return g.IntN(2) == 0 }

func one[T any](g *gen, list []T) T { return list[g.IntN(len(list))] }

type object = map[string]any

// world is a small system as its files have it, by kind and id.
type world map[string]object

// draw makes a system of three suppliers of which anything may be known.
func draw(t *gen) world {
	maybe := func(o object, name string, values ...any) {
		if i := t.between(-1, len(values)-1); i >= 0 {
			o[name] = values[i]
		}
	}
	w := world{}
	var products, contracts []any
	for i, id := range []string{"acme", "brox", "cord"} {
		s := object{"id": id, "name": id + " AB"}
		maybe(s, "established", "XA", "XB")
		maybe(s, "headquarters", "XA", "XB")
		maybe(s, "sites", "none", []any{object{"kind": "support", "country": "XA"}})
		maybe(s, "stateLinks", "none", []any{object{"kind": "board", "country": "XB"}})
		maybe(s, "owners", []any{object{"party": "hold", "share": 0.6}}, []any{object{"party": "hold", "share": []any{0.3, 0.7}}}, []any{object{"party": "acme", "share": 0.3}})
		if id == "acme" {
			delete(s, "owners")
		}
		maybe(s, "unlistedHolderMax", 0, 0.4)
		maybe(s, "designations", "none")
		maybe(s, "incidents", "none")
		practices := object{}
		maybe(practices, "cvdPolicy", true, false)
		maybe(practices, "psirt", true, false)
		s["practices"] = practices
		w["Supplier/"+id] = s

		p := object{"id": "p" + id, "supplier": id}
		maybe(p, "kind", "service", "software")
		maybe(p, "spend", 100*(i+1), []any{100, 300})
		maybe(p, "units", i+1)
		maybe(p, "services", []any{object{"party": id, "kind": "support", "access": "privileged"}}, []any{object{"party": "cord", "kind": "hosting", "from": "XA"}})
		maybe(p, "interfaces", "none", []any{object{"name": "a", "kind": "documented"}})
		maybe(p, "alternatives", "none", []any{object{"party": "brox", "maturity": []any{0.2, 0.8}}})
		maybe(p, "exitPlan", object{"exists": true})
		maybe(p, "migration", object{"months": []any{3, 9}}, object{"cost": 50, "months": 4})
		maybe(p, "contracts", []any{"k" + id})
		products = append(products, p)
		k := object{"id": "k" + id, "supplier": id}
		maybe(k, "end", "2028-01-01")
		maybe(k, "noticeMonths", 6)
		maybe(k, "annualValue", 100, []any{50, 150})
		contracts = append(contracts, k)
	}
	w["Country/XA"] = object{"code": "XA", "memberships": object{"eu": false}, "agreements": object{"dataProtectionAdequacy": false, "securityInformation": false},
		"law": object{"compelledAssistance": true, "independentReview": false}}
	country := object{"code": "XB"}
	maybe(country, "memberships", object{"eu": true})
	w["Country/XB"] = country
	w["System/s"] = object{"id": "s", "currency": "EUR", "entity": object{"id": "e", "country": "XB", "sectors": []any{"nis2:energy"}},
		"assets": []any{
			object{"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical", "needs": []any{"pacme", object{"anyOf": []any{"pbrox", "pcord"}}}},
			object{"id": "rest", "needs": []any{"pcord"}},
		},
		"products": products, "contracts": contracts}
	return w
}

// read writes the world to a folder and reads it as a user's.
func (w world) read(t *gen) *kedja.Input {
	var b bytes.Buffer
	for _, name := range sorted(w) {
		kind, _, _ := strings.Cut(name, "/")
		doc := object{"apiVersion": "kedja/v1", "kind": kind}
		for field, v := range w[name] {
			doc[field] = v
		}
		if b.Len() > 0 {
			b.WriteString("---\n")
		}
		if err := json.NewEncoder(&b).Encode(doc); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), "world.yaml")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	in, _, err := kedja.Load([]string{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if in.Diagnostics.Err() != nil {
		t.Fatalf("the world is wrong: %v", in.Diagnostics)
	}
	return in
}

func sorted(w world) []string {
	var out []string
	for name := range w {
		out = append(out, name)
	}
	slices.Sort(out)
	return out
}

// with is the world with the answer where the question says it belongs.
func (w world) with(t *gen, q *inquiry.Question, answer any) world {
	out := world{}
	for name, doc := range w {
		out[name] = copied(t, doc)
	}
	name := q.Place.Kind + "/" + q.Place.ID
	if q.Place.Kind == "Evidence" {
		name += "/" + q.Subject
	}
	if out[name] == nil {
		out[name] = object{"id": q.Place.ID}
		if q.Place.Kind == "Evidence" {
			out[name] = object{"entry": q.Place.ID, "subject": q.Subject}
		}
		if q.Place.Kind == "Country" {
			out[name] = object{"code": q.Place.ID}
		}
	}
	var at any = out[name]
	steps := strings.Split(strings.TrimPrefix(q.Place.Field, "/"), "/")
	for _, step := range steps[:len(steps)-1] {
		switch x := at.(type) {
		case object:
			if x[step] == nil {
				x[step] = object{}
			}
			at = x[step]
		case []any:
			i, err := strconv.Atoi(step)
			if err != nil || i >= len(x) {
				t.Fatalf("%s is nowhere in %s", q.Place.Field, name)
			}
			at = x[i]
		}
	}
	last, ok := at.(object)
	if !ok {
		t.Fatalf("%s is nowhere in %s", q.Place.Field, name)
	}
	last[steps[len(steps)-1]] = answer
	return out
}

func copied(t *gen, o object) object {
	data, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	var out object
	if err := json.Unmarshal(data, &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// answer draws a value of the form.
func answer(t *gen, f inquiry.Form) any {
	if f.None && t.coin() {
		return "none"
	}
	number := func() float64 {
		lo, hi := 0.0, 40.0
		if f.Min != nil {
			lo = *f.Min
		}
		if f.Max != nil {
			hi = *f.Max
		}
		return math.Round((lo+(hi-lo)*t.Float64())*64) / 64
	}
	switch f.Type {
	case inquiry.Boolean:
		return t.coin()
	case inquiry.Word:
		if w := one(t, f.Words); w != "true" {
			return w
		}
		return true
	case inquiry.Number:
		return clamp(number(), f)
	case inquiry.Range:
		a, b := number(), number()
		if t.coin() {
			return a
		}
		return []any{min(a, b), max(a, b)}
	case inquiry.Date, inquiry.Time:
		return one(t, []string{"2020-01-01", "2026-05-31", "2026-06-01", "2031-12-31"})
	case inquiry.Country:
		return one(t, []string{"XA", "XB", "XC"})
	case inquiry.List:
		if len(f.Words) > 0 {
			return []any{one(t, f.Words)}
		}
		if len(f.Entry) == 0 {
			return []any{"something"}
		}
		return []any{entry(t, f.Entry)}
	case inquiry.Mapping:
		return entry(t, f.Entry)
	}
	return "some text"
}

func clamp(x float64, f inquiry.Form) float64 {
	if f.Min != nil {
		x = max(x, *f.Min)
	}
	if f.Max != nil {
		x = min(x, *f.Max)
	}
	return x
}

func entry(t *gen, parts []inquiry.Part) object {
	out := object{}
	for _, p := range parts {
		if !p.Required && p.Type != inquiry.Boolean && t.coin() {
			continue
		}
		switch p.Type {
		case inquiry.Word:
			out[p.Name] = one(t, p.Words)
		case inquiry.Country:
			out[p.Name] = one(t, []string{"XA", "XB", "XC"})
		case inquiry.Date:
			out[p.Name] = "2025-03-01"
		case inquiry.Range:
			out[p.Name] = float64(t.between(0, 8)) / 8
		case inquiry.Boolean:
			out[p.Name] = t.coin()
		case "days":
			out[p.Name] = t.between(1, 90)
		case "a name or id":
			out[p.Name] = one(t, []string{"brox", "hold", "state:XA"})
		default:
			out[p.Name] = "x"
		}
	}
	delete(out, "to") // a holding that has ended says nothing about today
	return out
}

// number finds an interval of a result by the id that explanations take.
func number(a *result.Assessment, id string) (result.Interval, bool) {
	for _, f := range a.Factors {
		if id == "factors/"+f.Subject+"/"+f.ID {
			return f.Level, true
		}
	}
	for _, s := range a.Scores {
		if id == "scores/"+s.Subject+"/risk" {
			return s.Risk, true
		}
	}
	for _, l := range a.LockIn {
		for _, d := range l.Dimensions {
			if id == "lockIn/"+l.Scope+"/"+l.Supplier+"/"+d.Name {
				return d.Value, true
			}
		}
	}
	for _, c := range a.Concentration {
		if id == fmt.Sprintf("concentration/%s/%s/%s/hhi", c.Scope, c.By, c.Basis) {
			return c.HHI, true
		}
	}
	return result.Interval{}, false
}

// TestAnswersSettle: an answer of the form asked for ends the question, and
// no number that was to become narrower becomes wider.
func TestAnswersSettle(t *testing.T) {
	all := rules(t)
	for seed := range uint64(40) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			g := &gen{t, rand.New(rand.NewPCG(seed, 1))}
			settles(g, draw(g), all)
		})
	}
}

func settles(t *gen, w world, all []policies.Rule) {
	in := w.read(t)
	a, err := kedja.Assess(t.Context(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	var asked []inquiry.Question
	for _, q := range inquiry.Questions(a, in, inquiry.Options{Rules: all}) {
		asked = append(asked, q.Questions...)
	}
	asked = slices.DeleteFunc(asked, func(q inquiry.Question) bool {
		// These need files or other records beside the field.
		return q.Place.Kind == "Curation" || slices.Contains([]string{"/sbom", "/contracts", "/supplier"}, q.Place.Field[strings.LastIndexByte(q.Place.Field, '/'):])
	})
	if len(asked) == 0 {
		return
	}
	q := one(t, asked)
	value := answer(t, q.Form)
	switch {
	case strings.HasSuffix(q.Place.Field, "/owners") && q.Stated != "": // a number within what is recorded
		value = []any{object{"party": "hold", "share": float64(t.between(24, 56)) / 80}}
	case strings.HasSuffix(q.Place.Field, "/units") || strings.HasSuffix(q.Place.Field, "/spend"):
		value = t.between(1, 500)
	}
	next := w.with(t, &q, value).read(t)
	b, err := kedja.Assess(t.Context(), next, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	for _, later := range inquiry.Questions(b, next, inquiry.Options{Rules: all}) {
		for _, x := range later.Questions {
			if x.ID == q.ID {
				t.Errorf("%s is asked again after the answer %v", q.ID, value)
			}
		}
	}
	for _, n := range q.Narrows {
		after, ok := number(b, n.ID)
		if !ok {
			t.Errorf("%s is gone after %s was answered by %v", n.ID, q.ID, value)
		} else if tiny := 1e-5 * (1 + math.Abs(n.Interval.Hi)); after.Lo < n.Interval.Lo-tiny || after.Hi > n.Interval.Hi+tiny {
			t.Errorf("%s was %v and is %v after %s was answered by %v", n.ID, n.Interval, after, q.ID, value)
		}
	}
}
