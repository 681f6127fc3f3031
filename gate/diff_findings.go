// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// findings compares the findings and says which causes can have made each
// change.
func (d *differ) findings(causes []result.Cause) []result.FindingChange {
	oldFacts, newFacts := newFacts(d.old), newFacts(d.new)
	before := map[string][]*result.Finding{}
	for i := range d.old.Findings {
		f := &d.old.Findings[i]
		id := d.lastingID(f, d.old, oldFacts)
		before[id] = append(before[id], f)
	}
	reopened := d.reopened(before, oldFacts, newFacts)
	var out []result.FindingChange
	add := func(change string, f *result.Finding, was *result.FindingState) {
		out = append(out, result.FindingChange{Change: change, Finding: *f, Was: was, Causes: d.causesOf(f, causes, oldFacts, newFacts)})
	}
	for i := range d.new.Findings {
		f := &d.new.Findings[i]
		id := d.lastingID(f, d.new, newFacts)
		if was := reopened[f]; was != nil {
			state := stateOf(was)
			add(result.ChangeChanged, f, &state)
			continue
		}
		if len(before[id]) == 0 {
			add(result.ChangeNew, f, nil)
			continue
		}
		was := stateOf(before[id][0])
		before[id] = before[id][1:]
		if was != stateOf(f) {
			add(result.ChangeChanged, f, &was)
		}
	}
	for i := range d.old.Findings {
		f := &d.old.Findings[i]
		if slices.Contains(before[d.lastingID(f, d.old, oldFacts)], f) {
			add(result.ChangeGone, f, nil)
		}
	}
	slices.SortStableFunc(out, func(x, y result.FindingChange) int { return cmp.Compare(changeRank(x.Change), changeRank(y.Change)) })
	return out
}

// reopened pairs findings that one number decides, and that have other ids
// because it is open in one of the results and not in the other. It takes the
// old ones out of before.
func (d *differ) reopened(before map[string][]*result.Finding, oldFacts, newFacts *facts) map[*result.Finding]*result.Finding {
	was, is := &Explainer{facts: oldFacts}, &Explainer{facts: newFacts}
	matched := map[string]bool{}
	for i := range d.new.Findings {
		matched[d.lastingID(&d.new.Findings[i], d.new, newFacts)] = true
	}
	type number struct{ rule, subject, id string }
	waiting := map[number]*result.Finding{}
	for i := range d.old.Findings {
		f := &d.old.Findings[i]
		if matched[d.lastingID(f, d.old, oldFacts)] {
			continue
		}
		for _, x := range was.decides(f) {
			waiting[number{f.Rule, d.renamed(f.Subject), x.id}] = f
		}
	}
	out := map[*result.Finding]*result.Finding{}
	for i := range d.new.Findings {
		f := &d.new.Findings[i]
		if len(before[d.lastingID(f, d.new, newFacts)]) > 0 {
			continue
		}
		for _, x := range is.decides(f) {
			old := waiting[number{f.Rule, f.Subject, x.id}]
			if old == nil {
				continue
			}
			id := d.lastingID(old, d.old, oldFacts)
			if at := slices.Index(before[id], old); at >= 0 {
				before[id] = slices.Delete(slices.Clone(before[id]), at, at+1)
				out[f] = old
				break
			}
		}
	}
	return out
}

func stateOf(f *result.Finding) result.FindingState {
	return result.FindingState{Outcome: f.Outcome, Severity: f.Severity, Waiver: f.Waiver, Count: f.Count}
}

// lastingID is the id of a finding over both results: ids of components
// without a package URL hold the digest of their SBOM, those of SBOMs are file
// names, and the names of an implied system come from its SBOM.
func (d *differ) lastingID(f *result.Finding, a *result.Assessment, facts *facts) string {
	subject := f.Subject
	if a == d.old {
		subject = d.renamed(subject)
	}
	subject = lasting(subject, facts)
	if id, ok := strings.CutPrefix(f.Subject, "document:"); ok {
		subject = facts.called(f.Subject)
		if onlySBOM(d.old) != "" && onlySBOM(d.new) != "" && id == onlySBOM(a) {
			subject = "document:" // the one that there is
		}
	}
	if subject == f.Subject {
		return f.ID
	}
	return result.FindingID(f.Rule, subject, f.Key)
}

// lasting is the subject of a component without a package URL by its name:
// its id holds the digest of one SBOM. Others are as they are.
func lasting(subject string, facts *facts) string {
	if id, ok := strings.CutPrefix(subject, "component:"); ok {
		if c := facts.components[id]; c != nil && c.PURL == "" {
			return "component:" + c.Name
		}
	}
	return subject
}

// causesOf lists the causes that can have changed a finding. Policies and
// parameters of other rules cannot. Of the data only the files named by the
// finding can where it rests on stated facts alone, and one of these files
// changed; numbers and missing facts may come from any file.
func (d *differ) causesOf(f *result.Finding, causes []result.Cause, facts ...*facts) []string {
	named, exact := map[string]bool{}, len(f.Evidence) > 0 && len(f.Missing) == 0 && f.Count <= 1
	for _, e := range f.Evidence {
		named[e.File] = true
		stated := false
		for _, x := range facts {
			stated = stated || x.stated[[2]string{f.Subject, e.Fact}] != nil
		}
		switch e.Fact { // worked out from several records
		case "supplier.control", "exposure.access", "countries", "document", "system":
			stated = false
		}
		exact = exact && stated
	}
	changed := slices.ContainsFunc(causes, func(c result.Cause) bool { return c.Kind == "data" && named[c.Name] })
	var out []string
	for _, c := range causes {
		switch {
		case c.Kind == "data" && exact && changed && !named[c.Name] && !d.waives(c.Name):
		case c.Kind == "policy" && c.Name != f.Pack:
		case c.Kind == "parameters" && !strings.HasPrefix(c.Name, f.Rule+"."):
		default:
			out = append(out, c.Label())
		}
	}
	return out
}

// waives reports whether a file has waivers: these can change any finding.
func (d *differ) waives(name string) bool {
	for _, list := range [][]result.Input{d.old.Inputs, d.new.Inputs} {
		for i := range list {
			if list[i].Name == name && slices.Contains(strings.Split(list[i].Kind, "+"), "Waiver") {
				return true
			}
		}
	}
	return false
}
