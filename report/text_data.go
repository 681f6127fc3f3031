// SPDX-License-Identifier: Apache-2.0

package report

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// This file writes what the result rests on.

func (t *texter) vulnerabilities() {
	if len(t.a.Vulnerabilities) == 0 {
		return
	}
	t.head("VULNERABILITIES", "")
	exploited := 0
	bySeverity := map[string]int{}
	for _, v := range t.a.Vulnerabilities {
		bySeverity[v.Severity]++
		if v.Exploited {
			exploited++
		}
	}
	var parts []string
	for _, s := range slices.Backward(result.Severities()) {
		if n := bySeverity[s]; n > 0 {
			parts = append(parts, thousands(n)+nbsp+s)
			delete(bySeverity, s)
		}
	}
	rest := 0
	for _, n := range bySeverity {
		rest += n
	}
	if rest > 0 {
		parts = append(parts, thousands(rest)+nbsp+"not graded")
	}
	t.para(2, 4, span{plain, count(len(t.a.Vulnerabilities), "known vulnerability", "known vulnerabilities") + ": " + strings.Join(parts, ", ") +
		"; " + thousands(exploited) + nbsp + "known to be exploited."})
}

var stepWords = map[string]string{
	"curation": "your own curation", "match": "your supplier records", "supplier": "the SBOM's supplier field",
	"manufacturer": "manufacturer", "publisher": "publisher", "namespace": "package namespace", "authors": "authors",
}

func (t *texter) coverage() {
	t.head("COVERAGE", "how much is known")
	c := t.a.Coverage
	if n := c.Components.N; n > 0 {
		words := known(c.Components.Attributed, n) + " components have a known party"
		steps := slices.SortedFunc(maps.Keys(c.Components.ByStep), func(a, b string) int {
			return cmp.Or(cmp.Compare(c.Components.ByStep[b], c.Components.ByStep[a]), cmp.Compare(a, b))
		})
		var parts []string
		for _, s := range steps {
			if c.Components.ByStep[s] > 0 && s != "unattributed" {
				parts = append(parts, cmp.Or(stepWords[s], clean(s, maxName))+nbsp+thousands(c.Components.ByStep[s]))
			}
		}
		if len(parts) > 0 {
			words += ": " + strings.Join(parts, ", ")
		}
		t.para(2, 4, span{plain, words + "."})
	} else {
		t.para(2, 4, span{yellow, "No components: no SBOM was given, or it lists none."})
	}
	if n := c.ControlCountry.N; n > 0 {
		t.para(2, 4, span{plain, "The country of control is known for " + known(c.ControlCountry.Known, n) + " parties."})
	}
	if f := c.Facts; f.Needed > 0 {
		words := "Rules asked for " + count(f.Needed, "fact", "facts") + "; " + thousands(f.Known) + nbsp + "are known"
		if f.Unsourced > 0 {
			words += ", " + thousands(f.Unsourced) + nbsp + "of them without a source"
		}
		t.para(2, 4, span{plain, words + "."})
	}
}

// known is a part of a whole, with its percentage.
func known(part, whole int) string {
	return thousands(part) + " of " + thousands(whole) + nbsp + "(" + percent(float64(part)/float64(whole)) + ")"
}

func (t *texter) quality() {
	if len(t.a.Quality) == 0 {
		return
	}
	t.head("SBOMS", "share of components that have each field")
	n := t.cut(len(t.a.Quality), 12)
	for _, q := range t.a.Quality[:n] {
		words := pair(q.Format, q.SpecVersion) + "; " +
			count(q.Components, "component", "components") + ", " + count(q.Dependencies, "dependency", "dependencies")
		if q.Components > 0 {
			var fields []string
			for _, f := range slices.Sorted(maps.Keys(q.Fields)) {
				fields = append(fields, spell(clean(f, maxName))+nbsp+percent(float64(q.Fields[f])/float64(q.Components)))
			}
			if len(fields) > 0 {
				words += "; " + strings.Join(fields, ", ")
			}
			words += "; party known" + nbsp + percent(float64(q.Attributed)/float64(q.Components))
		}
		if q.Completeness != "" {
			words += "; says of itself: " + clean(q.Completeness, maxName)
		}
		t.item(2, 34, span{plain, text(q.File)}, span{plain, words})
	}
	t.rest(len(t.a.Quality)-n, "SBOMs")
}

func (t *texter) waivers() {
	w := t.a.Waivers
	if len(w.Applied)+len(w.Expired)+len(w.Unused) == 0 {
		return
	}
	t.head("WAIVERS", "findings accepted until a day")
	soon := map[string]bool{}
	for _, u := range w.Expiring {
		soon[u.ID] = true
	}
	for _, u := range w.Expired {
		note := "on " + clean(u.Expires, maxName) + "; covered nothing"
		if n := len(u.Findings); n > 0 {
			note = "on " + clean(u.Expires, maxName) + "; " + count(n, "finding counts", "findings count") + " again"
		}
		t.waiver(u, span{red, "expired"}, note)
	}
	for _, u := range w.Applied {
		label := span{plain, "applied"}
		if soon[u.ID] {
			label = span{yellow, "expiring"}
		}
		t.waiver(u, label, "until "+clean(u.Expires, maxName)+", "+count(len(u.Findings), "finding", "findings"))
	}
	for _, u := range w.Unused {
		t.waiver(u, span{dim, "unused"}, "no finding needs it; remove it")
	}
}

func (t *texter) waiver(u result.WaiverUse, label span, note string) {
	words := clean(u.ID, maxName) + ": " + clean(u.Rule, maxName) + " for " + text(u.Subject) + ", " + clean(u.Reason, maxName)
	if u.Owner != "" {
		words += ", " + text(u.Owner)
	}
	t.item(2, 12, label, span{plain, words}, span{dim, "(" + note + ")"})
}

func (t *texter) assumptions() {
	if len(t.a.Assumptions) == 0 {
		return
	}
	t.head("ASSUMPTIONS", "what stood in for facts that nobody stated")
	n := t.cut(len(t.a.Assumptions), 8)
	for _, x := range t.a.Assumptions[:n] {
		t.item(2, 34, span{plain, text(x.Fact)}, span{plain, text(x.Value)}, span{dim, "(" + text(x.Why) + ")"})
	}
	t.rest(len(t.a.Assumptions)-n, "assumptions")
}

// diagnostics sums up the problems with the inputs and shows the gravest.
func (t *texter) diagnostics() {
	if len(t.a.Diagnostics) == 0 {
		return
	}
	all := slices.Clone(t.a.Diagnostics)
	slices.SortStableFunc(all, func(d, e diag.Diagnostic) int { return cmp.Compare(d.Severity, e.Severity) })
	n := map[diag.Severity]int{}
	for _, d := range all {
		n[d.Severity]++
	}
	t.head("PROBLEMS WITH THE INPUTS", count(n[diag.Error], "error", "errors")+", "+
		count(n[diag.Warning], "warning", "warnings")+", "+count(n[diag.Info], "note", "notes"))
	if !t.o.Full {
		all = slices.DeleteFunc(all, func(d diag.Diagnostic) bool { return d.Severity == diag.Info })
	}
	styles := map[diag.Severity]style{diag.Error: red, diag.Warning: yellow}
	shown := t.cut(len(all), 8)
	for _, d := range all[:shown] {
		words := text(d.Position.String())
		if words != "" {
			words += ": "
		}
		words += text(d.Message)
		if d.Remedy != "" {
			words += "; " + text(d.Remedy)
		}
		t.item(2, 12, span{styles[d.Severity], d.Severity.String()}, span{plain, words}, span{dim, "[" + clean(d.Code, maxName) + "]"})
	}
	t.rest(len(all)-shown, "")
}

func (t *texter) inputs() {
	t.head("RESTS ON", "")
	kinds := map[string]int{}
	for _, in := range t.a.Inputs {
		kinds[in.Kind]++
	}
	var parts []string
	for _, k := range slices.Sorted(maps.Keys(kinds)) {
		parts = append(parts, clean(k, maxName)+nbsp+strconv.Itoa(kinds[k]))
	}
	words := count(len(t.a.Inputs), "file", "files")
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
	if engine := pair(t.a.Engine.Name, t.a.Engine.Version); engine != "" {
		words += "; " + engine
	}
	t.para(2, 4, span{plain, words + "."})
}

// pair is a name with its version, held together.
func pair(name, version string) string {
	return strings.Trim(clean(name, maxName)+nbsp+clean(version, maxName), nbsp)
}
