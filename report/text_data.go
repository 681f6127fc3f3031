// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// This file writes what the result rests on.

var stepWords = map[string]string{
	"curation": "your own curation", "match": "your supplier records", "supplier": "the SBOM's supplier field",
	"manufacturer": "manufacturer", "publisher": "publisher", "namespace": "package namespace", "authors": "authors",
}

func (t *texter) coverage() {
	t.head("COVERAGE", "how much is known")
	for _, s := range t.covered() {
		t.para(2, 4, s)
	}
}

// covered says how much is known, one sentence each.
func (t *prose) covered() (out []span) {
	c := t.a.Coverage
	if n := c.Components.N; n > 0 {
		words := known(c.Components.Attributed, n) + " components have a known party"
		steps := slices.SortedFunc(maps.Keys(c.Components.ByStep), func(a, b string) int {
			return cmp.Or(cmp.Compare(c.Components.ByStep[b], c.Components.ByStep[a]), cmp.Compare(a, b))
		})
		var parts []string
		for _, s := range steps {
			if c.Components.ByStep[s] > 0 && s != "unattributed" {
				parts = append(parts, cmp.Or(stepWords[s], phrase.Clean(s, phrase.MaxName))+phrase.NBSP+phrase.Thousands(c.Components.ByStep[s]))
			}
		}
		if len(parts) > 0 {
			words += ": " + strings.Join(parts, ", ")
		}
		out = append(out, span{plain, words + "."})
	} else if c.Components.NotCounted == 0 {
		out = append(out, span{yellow, "No components: no SBOM was given, or it lists none."})
	}
	if n := c.Components.NotCounted; n > 0 {
		words := phrase.Count(n, "component does not count", "components do not count") + " (files, excluded, or only for development and test; --include-dev counts all but files)."
		if c.Components.N == 0 {
			words = "No component counts: " + words
		}
		out = append(out, span{plain, words})
	}
	if n := c.ControlCountry.N; n > 0 {
		out = append(out, span{plain, "The country of control is known for " + known(c.ControlCountry.Known, n) + " suppliers with a product, service or contract."})
	}
	if f := c.Facts; f.Needed > 0 {
		out = append(out, span{plain, "Rules asked for " + phrase.Count(f.Needed, "fact", "facts") + "; " + phrase.Count(f.Known, "is known.", "are known.")})
	}
	if n := len(t.a.Facts); n > 0 {
		out = append(out, span{plain, "Of the " + phrase.Count(n, "fact", "facts") + " that records and SBOMs state here, " + phrase.Count(c.Facts.Unsourced, "has no source.", "have no source.")})
	}
	return out
}

// known is a part of a whole, with its percentage.
func known(part, whole int) string {
	return phrase.Thousands(part) + " of " + phrase.Thousands(whole) + phrase.NBSP + "(" + phrase.Percent(float64(part)/float64(whole)) + ")"
}

func (t *texter) quality() {
	if len(t.a.Quality) == 0 {
		return
	}
	t.head("SBOMS", "share of components that have each field")
	n := t.cut(len(t.a.Quality), 12)
	for _, q := range t.a.Quality[:n] {
		t.item(2, 34, span{plain, phrase.Text(q.File)}, span{plain, strings.Join(bom(q), "; ")})
	}
	t.rest(len(t.a.Quality)-n, "SBOMs")
}

// bom says how good one SBOM is.
func bom(q result.Quality) []string {
	out := []string{pair(q.Format, q.SpecVersion),
		phrase.Count(q.Components, "component", "components") + ", " + phrase.Count(q.Dependencies, "dependency", "dependencies")}
	if q.Components > 0 {
		var fields []string
		for _, f := range slices.Sorted(maps.Keys(q.Fields)) {
			fields = append(fields, phrase.Spell(phrase.Clean(f, phrase.MaxName))+phrase.NBSP+phrase.Percent(float64(q.Fields[f])/float64(q.Components)))
		}
		if len(fields) > 0 {
			out = append(out, strings.Join(fields, ", "))
		}
		out = append(out, "party known"+phrase.NBSP+phrase.Percent(float64(q.Attributed)/float64(q.Components)))
	}
	if q.Completeness != "" {
		out = append(out, "says of itself: "+phrase.Clean(q.Completeness, phrase.MaxName))
	}
	return out
}

func (t *texter) waivers() {
	rows := t.waiverRows()
	if len(rows) == 0 {
		return
	}
	t.head("WAIVERS", "findings accepted until a day")
	for _, r := range rows {
		t.item(2, 12, r.state, span{plain, r.what}, span{dim, "(" + r.note + ")"})
	}
}

// waiverRow is what became of one waiver.
type waiverRow struct {
	state      span
	what, note string
}

func (t *prose) waiverRows() (out []waiverRow) {
	w := t.a.Waivers
	soon := map[string]bool{}
	for _, u := range w.Expiring {
		soon[u.ID] = true
	}
	for _, u := range w.Expired {
		note := "on " + phrase.Clean(u.Expires, phrase.MaxName) + "; covered nothing"
		if n := len(u.Findings); n > 0 {
			note = "on " + phrase.Clean(u.Expires, phrase.MaxName) + "; " + phrase.Count(n, "finding counts", "findings count") + " again"
		}
		out = append(out, waiverRow{span{red, "expired"}, waived(u), note})
	}
	for _, u := range w.Applied {
		label := span{plain, "applied"}
		if soon[u.ID] {
			label = span{yellow, "expiring"}
		}
		out = append(out, waiverRow{label, waived(u), "until " + phrase.Clean(u.Expires, phrase.MaxName) + ", " + phrase.Count(len(u.Findings), "finding", "findings")})
	}
	for _, u := range w.Unused {
		out = append(out, waiverRow{span{dim, "unused"}, waived(u), "no finding needs it; remove it"})
	}
	return out
}

func waived(u result.WaiverUse) string {
	rule := phrase.Clean(u.Rule, phrase.MaxName)
	if u.Key != "" {
		rule += " " + phrase.Clean(u.Key, phrase.MaxName)
	}
	words := phrase.Clean(u.ID, phrase.MaxName) + ": " + rule + " for " + phrase.Text(u.Subject) + ", " + phrase.Clean(u.Reason, phrase.MaxName)
	if u.Owner != "" {
		words += ", " + phrase.Text(u.Owner)
	}
	return words
}

func (t *texter) assumptions() {
	if len(t.a.Assumptions) == 0 {
		return
	}
	t.head("ASSUMPTIONS", "what stood in for facts that nobody stated")
	n := t.cut(len(t.a.Assumptions), 8)
	for _, x := range t.a.Assumptions[:n] {
		t.item(2, 34, span{plain, phrase.Text(x.Fact)}, span{plain, phrase.Text(x.Value)}, span{dim, "(" + phrase.Text(x.Why) + ")"})
	}
	t.rest(len(t.a.Assumptions)-n, "assumptions")
}

// diagnostics sums up the problems with the inputs and shows the gravest.
func (t *texter) diagnostics() {
	if len(t.a.Diagnostics) == 0 {
		return
	}
	all, note := t.problems()
	t.head("PROBLEMS WITH THE INPUTS", note)
	styles := map[diag.Severity]style{diag.Error: red, diag.Warning: yellow}
	shown := t.cut(len(all), 8)
	for _, d := range all[:shown] {
		words := problem(d)
		if at := phrase.Text(d.Position.String()); at != "" {
			words = at + ": " + words
		}
		t.item(2, 12, span{styles[d.Severity], d.Severity.String()}, span{plain, words}, span{dim, "[" + phrase.Clean(d.Code, phrase.MaxName) + "]"})
	}
	t.rest(len(all)-shown, "")
}

// problems are the diagnostics, gravest first, and how many there are of
// each severity. Mere notes are for a full report.
func (t *prose) problems() (all diag.List, note string) {
	all = slices.Clone(t.a.Diagnostics)
	slices.SortStableFunc(all, func(d, e diag.Diagnostic) int { return cmp.Compare(d.Severity, e.Severity) })
	n := map[diag.Severity]int{}
	for _, d := range all {
		n[d.Severity]++
	}
	note = phrase.Count(n[diag.Error], "error", "errors") + ", " +
		phrase.Count(n[diag.Warning], "warning", "warnings") + ", " + phrase.Count(n[diag.Info], "note", "notes")
	if !t.o.Full {
		all = slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return d.Severity == diag.Info })
	}
	return all, note
}

// problem says what is wrong, and what to do.
func problem(d diag.Diagnostic) string {
	if d.Remedy == "" {
		return phrase.Text(d.Message)
	}
	return phrase.Text(d.Message) + "; " + phrase.Text(d.Remedy)
}

func (t *texter) inputs() {
	t.head("RESTS ON", "")
	t.para(2, 4, span{plain, t.rests()})
}

// rests says what the result rests on: files, packs, program.
func (t *prose) rests() string {
	kinds := map[string]int{}
	for _, in := range t.a.Inputs {
		kinds[in.Kind]++
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		parts = append(parts, phrase.Clean(k, phrase.MaxName)+phrase.NBSP+strconv.Itoa(kinds[k]))
	}
	words := phrase.Count(len(t.a.Inputs), "file", "files")
	if len(parts) > 0 {
		words += " (" + strings.Join(parts, ", ") + ")"
	}
	var packs []string
	for _, p := range t.a.Policies {
		packs = append(packs, pair(p.Pack, p.Version))
	}
	if len(packs) == 0 {
		packs = []string{"none"}
	}
	words += "; policy packs: " + strings.Join(packs, ", ")
	if set := phrase.Overrides(t.a); len(set) > 0 {
		words += "; " + strings.Join(set, ", ")
	}
	if engine := pair(t.a.Engine.Name, t.a.Engine.Version); engine != "" {
		words += "; " + engine
	}
	return words + "."
}

// pair is a name with its version, held together.
func pair(name, version string) string {
	return strings.Trim(phrase.Clean(name, phrase.MaxName)+phrase.NBSP+phrase.Clean(version, phrase.MaxName), phrase.NBSP)
}
