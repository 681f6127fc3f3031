// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"

	"github.com/kedja/kedja/result"
)

// tables are the sorts of numbers that can also be asked for together: by
// the name of the sort. Where a result has more numbers than a page has room
// to explain one by one, they share this explanation.
var tables = []struct{ group, title, text, section string }{
	{"finding", "findings", "One for each rule, subject and key that fails, warns or is open.", "section 1"},
	{"findings", "counts of findings by subject", "The findings on each subject by outcome.", "section 1"},
	{"bounds", "whom the sources bind", "Of each source: whether it binds the entity, as the pack that models it reads the source.", "section 1"},
	{"scenarios", "risks and scenarios of the sources", "Of each: the findings of the rules that bear on it, by outcome. They say neither how likely it is nor that it will come about.", "section 1"},
	{"missing", "counts of missing facts", "The subjects that lack each fact that keeps a rule open.", "section 1"},
	{"scores", "risks", "Of each subject the largest of the risks to availability, integrity and confidentiality: 100 · likelihood · impact.", "section 7"},
	{"factors", "indicators", "A level from 0 (none) to 4 (critical) for each subject, by its rule, from the facts that the rule names.", "section 7"},
	{"concentration", "concentration", "Of each scope, grouping and basis: the shares and what is computed from them.", "section 4"},
	{"tiers", "subcontracting", "Of each scope: the concentration after subcontracting, who does the work and through whose hands it passes.", "section 4"},
	{"dependency", "strategic dependency", "Of each scope: three indicators over what goes to suppliers under control from outside the EU, and what goes to designated ones.", "section 4"},
	{"lockIn", "lock-in", "Of each supplier: the dimensions of lock-in, 0 free to 1 locked, and the index over them.", "section 6"},
	{"alternatives", "alternatives in use", "Of each product: what the entity uses already that could stand in for it.", "section 6"},
	{"singlePoints", "single points", "Each loss that an asset does not survive.", "section 5"},
	{"cutSets", "cut sets", "Each minimal set of losses that an asset survives singly and not together.", "section 5"},
	{"integrity", "reach of a compromise", "Of each supplier and owner: the assets and components that its compromise could reach.", "section 5"},
	{"cycles", "dependency cycles", "Of each group of components that depend on one another: a shortest cycle.", "section 2"},
	{"importance", "importance", "Of each asset: how likely it stops under the assumed probabilities, and what each supplier has to do with it.", "section 5"},
	{"control", "control", "Of each party: who holds more than half of its votes, directly or through others.", "section 3"},
	{"products", "products", "Of each product: its components and what is spent on it.", "section 2"},
	{"parties", "components of parties", "Of each party: the components that attribution gives to it.", "section 2"},
	{"flows", "supply chain", "The strands from assets to countries of control, each as heavy as the criticality of the assets that rest on it.", "section 2"},
	{"quality", "quality of SBOMs", "Of each SBOM: what was counted in it.", "section 1"},
	{"vulnerabilities", "vulnerabilities", "Each known vulnerability of a component or product.", "section 8"},
	{"fixes", "newer versions", "Of each component: what the version that clears most of its vulnerabilities clears, and what it leaves.", "section 8"},
}

// indexTables makes each sort of numbers askable as a whole.
func (e *Explainer) indexTables() {
	of := map[string][]string{}
	for _, g := range e.groups {
		of[g.Name] = g.IDs
	}
	for _, t := range tables {
		ids := of[t.group]
		if len(ids) == 0 {
			continue
		}
		e.add("table", "all/"+t.group, func() result.Explanation {
			return number(t.title+", all", fmt.Sprintf("%d to ask for", len(ids)), "")
		}, func() []result.Explanation {
			var members []member
			for _, id := range ids {
				members = append(members, member{id: id})
			}
			return e.counted(members, t.title, t.text+" Each can be asked for by its own id.", t.section, nil)
		})
	}
}

// indexFolded lets a finding be asked for under the id that it has where it
// is folded otherwise: one that is folded over several subjects under the id
// that it has on each alone, and an open one on a single subject under the id
// that it has when others lack the fact too. These ids are not listed.
func (e *Explainer) indexFolded() {
	system := or(e.a.Subject.ID, "system")
	lasting := result.LastingSubjects(e.a)
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		var others []string
		for _, s := range f.Examples {
			others = append(others, result.FindingID(f.Rule, lasting(s), f.Key))
		}
		if f.Outcome == result.Unknown && f.Count <= 1 {
			others = append(others, result.FindingID(f.Rule, system, f.Key))
		}
		for _, id := range others {
			if _, taken := e.entries[id]; !taken {
				e.entries[id] = e.folded(f)
			}
		}
	}
}

// folded is the entry of a finding under another id than its own.
func (e *Explainer) folded(f *result.Finding) entry {
	own := e.entries[f.ID]
	return entry{head: func() result.Explanation {
		x := own.head()
		x.Text += " In this result it is " + f.ID
		if f.Count > 1 {
			x.Text += fmt.Sprintf(", folded over %d subjects", f.Count)
		} else {
			x.Text += ", on one subject alone"
		}
		x.Text += "."
		return x
	}, parts: own.parts}
}
