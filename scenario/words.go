// SPDX-License-Identifier: Apache-2.0

package scenario

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/page"
	"github.com/kedja/kedja/result"
)

// title is the report's heading and the line below it.
func (r *Report) title() (string, string) {
	name := cmp.Or(r.Scenario.Name, r.Scenario.ID)
	head := "Scenario: " + name
	if r.Scenario.Hazard != "" {
		head += " (" + r.Scenario.Hazard + ")"
	}
	line := cmp.Or(r.Subject.Name, r.Subject.ID) + ", as of " + day(r.AsOf)
	if r.At != r.AsOf {
		line += ", when everything has happened: " + day(r.At)
	}
	if r.TLP != "" {
		line += ", TLP:" + r.TLP
	}
	if r.Incomplete {
		line += "; something could not be read, and the report is incomplete"
	}
	return page.Clean(head), page.Clean(line)
}

func day(moment string) string { d, _, _ := strings.Cut(moment, "T"); return d }

// maxRows is how many changes of measures and findings are written for
// people; JSON has all.
const maxRows = 25

// sections are what the report says, in order.
func (r *Report) sections() []page.Section {
	out := []page.Section{r.eventSection(), r.lossSection(), r.touchSection(), r.reachSection()}
	for i := range r.Replace {
		out = append(out, r.replaceSections(&r.Replace[i])...)
	}
	out = append(out, r.phaseSection(), r.cascadeSection(), r.measureSection(), r.findingSection(), r.noteSection())
	return out // empty ones are left out when drawn
}

func (r *Report) eventSection() page.Section {
	s := page.Section{Title: "Events", Header: []string{"event", "day", "surely takes from", "may take from"}}
	for _, e := range r.Events {
		maybe := list(e.Possible)
		if e.Unlisted > 0 {
			if len(e.Possible) == 0 {
				maybe = ""
			} else {
				maybe += "; "
			}
			maybe += fmt.Sprintf("%d more, if unknown parties or places are meant", e.Unlisted)
		}
		text, _, _ := strings.Cut(e.Text, " on "+e.On)
		s.Rows = append(s.Rows, []string{text, e.On, list(e.Certain), maybe})
	}
	return s
}

func (r *Report) lossSection() page.Section {
	s := page.Section{Title: "Assets", Header: []string{"asset", "criticality", "what", "certainty", "after", "back in", "tolerates", "exceeded", "missing"}}
	if len(r.Events) == 0 {
		return s // a cascade alone takes nothing from the system
	}
	if len(r.Losses) == 0 {
		s.Before = []string{"No asset is lost or degraded."}
		return s
	}
	s.After = []string{"It stops at once, or runs out when the stocks of what is missing are used up, or goes on with no care: updates and fixes. Unlisted is what is possible only because nobody knows who stands behind a part, or where."}
	for i := range r.Losses {
		l := &r.Losses[i]
		what := map[string]string{"stop": "stops", "noSupply": "runs out", "noCare": "no care"}[l.Mode]
		sure := l.Certainty
		if l.Unlisted {
			sure = "unlisted"
		}
		after, back, allowed := "", "", ""
		if l.AfterDays != nil {
			after, back = days(*l.AfterDays), months(*l.BackDays)
		}
		if l.ToleranceHours != nil {
			allowed = number(*l.ToleranceHours) + " h"
		}
		s.Rows = append(s.Rows, []string{cmp.Or(l.Name, l.Asset), l.Criticality, what, sure, after, back, allowed, l.Exceeded, list(l.Products)})
	}
	return s
}

func (r *Report) touchSection() page.Section {
	s := page.Section{Title: "Products touched", Header: []string{"product", "supplier", "surely?", "missing", "what of it", "with"}}
	for _, p := range r.Products {
		s.Rows = append(s.Rows, []string{cmp.Or(p.Name, p.ID), p.Supplier, p.Certainty, list(p.Modes), list(p.Roles), list(p.Parties)})
	}
	if c := r.Components; c.Certain+c.Possible > 0 {
		s.After = []string{fmt.Sprintf("Components touched: %d surely, %d possibly: %s", c.Certain, c.Possible, more(c.Examples, c.Certain+c.Possible))}
	}
	return s
}

func (r *Report) reachSection() page.Section {
	s := page.Section{Title: "Within reach of an attacker", Header: []string{"compromised", "", "assets", "weight", "products", "components"}}
	for _, x := range r.Compromised {
		who := cmp.Or(x.Supplier, x.Subject)
		s.Rows = append(s.Rows,
			[]string{who, "surely", strconv.Itoa(x.Certain.Assets), number(x.Certain.Weight), strconv.Itoa(x.Certain.Products), strconv.Itoa(x.Certain.Components)},
			[]string{who, "possibly more", strconv.Itoa(x.Possible.Assets), number(x.Possible.Weight), strconv.Itoa(x.Possible.Products), strconv.Itoa(x.Possible.Components)})
		s.After = append(s.After, "Assets: "+list(x.Assets), "Products: "+list(x.Products))
		if len(x.Through) > 0 {
			s.After = append(s.After, "By way of those that "+who+" works for: "+list(x.Through)+".")
		}
		if x.Unattributed > 0 {
			s.After = append(s.After, fmt.Sprintf("%d components have no known maker; each may be one of %s, too.", x.Unattributed, who))
		}
	}
	return s
}

func (r *Report) replaceSections(p *Replacement) []page.Section {
	what := "surely " + p.Effect
	if p.Certainty == Possible {
		what = "surely or possibly " + p.Effect
	}
	s := page.Section{Title: "To replace, for what is " + what}
	s.Before = append(s.Before, "Smallest set of products: "+setWords(&p.Products), "Smallest set of suppliers: "+setWords(&p.Suppliers))
	o := &p.Order
	t := page.Section{Title: "Order by risk removed per effort (" + o.Effort + "), for what is " + what,
		Header: []string{"", "product", "effort", "risk removed", "left", "works again", "place"}}
	for i, step := range o.Steps {
		place := "firm"
		if !step.Firm {
			place = "depends on the effort"
		}
		if step.Spare {
			place = "redundancy only"
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(i + 1), step.Product, interval(step.Effort), number(step.Removed), number(step.Left), list(step.Works), place})
	}
	how := "No order is better at the upper ends of the efforts."
	if !o.Exact {
		how = fmt.Sprintf("The order is at most %s %% worse than the best (lower bound %s, this one %s).", number(math.Ceil(1000*o.Gap)/10), number(o.LowerBound), number(o.Area))
	}
	t.After = append(t.After, how)
	if len(o.Assumed) > 0 {
		t.After = append(t.After, "Of unknown effort, and ordered as if it were the largest known: "+list(o.Assumed)+".")
	}
	return []page.Section{s, t}
}

func setWords(s *Set) string {
	switch {
	case s.Impossible:
		return "none brings everything back"
	case s.Gap == 0:
		return fmt.Sprintf("%s (%d; no set is smaller)", list(s.IDs), len(s.IDs))
	}
	return fmt.Sprintf("%s (%d; no set has fewer than %d)", list(s.IDs), len(s.IDs), s.LowerBound)
}

func (r *Report) phaseSection() page.Section {
	p := r.PhaseOut
	if p == nil {
		return page.Section{}
	}
	s := page.Section{Title: "Phase-out over " + number(p.TransitionMonths) + " months",
		Header: []string{"product", "of", "contract lets go", "replaced", "earliest exit", "deadline", "late", "months late"}}
	for _, x := range p.Exits {
		s.Rows = append(s.Rows, []string{cmp.Or(x.Name, x.Product), list(x.Roles), span(x.Contract), span(x.Replaced), span(x.Exit), x.Deadline, x.Late, interval(tenths(x.MonthsLate))})
	}
	s.After = []string{fmt.Sprintf("%d of %d surely late, %d possibly; %d of these only because of the contract.", p.Late, len(p.Exits), p.Unknown, p.Contracts),
		"The length of the transition is a parameter, and contracts bind as they are written; an act may say otherwise."}
	return s
}

func (r *Report) measureSection() page.Section {
	s := page.Section{Title: "Measures that change", Header: []string{"measure", "before", "after", ""}}
	var changed []Change
	for _, c := range r.Measures {
		if c.Direction != "same" {
			changed = append(changed, c)
		}
	}
	slices.SortStableFunc(changed, func(a, b Change) int { return cmp.Compare(r.measureRank(a.ID), r.measureRank(b.ID)) })
	for _, c := range changed[:min(maxRows, len(changed))] {
		s.Rows = append(s.Rows, []string{c.ID, side(c.Before), side(c.After), c.Direction})
	}
	if r.Compared > 0 {
		s.After = []string{fmt.Sprintf("%d of %d measures change.", len(changed), r.Compared)}
	}
	if len(changed) > maxRows {
		s.After[0] += fmt.Sprintf(" The most telling %d are listed; -o json has all.", maxRows)
	}
	return s
}

// measureRank puts what sums up before what is part of it.
func (r *Report) measureRank(id string) int {
	for i, start := range []string{
		"findings/", "scores/" + r.Subject.ID, "singlePoints/", "dependency/" + r.Subject.ID, "tiers/" + r.Subject.ID, "integrity/", "lockIn/" + r.Subject.ID, "concentration/" + r.Subject.ID + "/owner/",
		"concentration/" + r.Subject.ID + "/supplier/", "concentration/" + r.Subject.ID + "/controlCountry/", "scores/", "cutSets/",
	} {
		if strings.HasPrefix(id, start) {
			return i
		}
	}
	return 99
}

func (r *Report) findingSection() page.Section {
	s := page.Section{Title: "Findings that change", Header: []string{"", "rule", "subject", "before", "after", "findings"}}
	if r.Diff == nil {
		return s
	}
	count, same := map[string]int{}, 0
	for i := range r.Diff.Findings {
		row := findingRow(&r.Diff.Findings[i])
		if row[3] == row[4] {
			same++ // in number, evidence or waiver only
			continue
		}
		key := strings.Join(row, "\x00")
		if count[key]++; count[key] == 1 {
			s.Rows = append(s.Rows, row)
		}
	}
	n := len(s.Rows)
	s.Rows = s.Rows[:min(maxRows, n)]
	for i, row := range s.Rows {
		s.Rows[i] = append(row, strconv.Itoa(count[strings.Join(row, "\x00")]))
	}
	if n > maxRows {
		s.After = append(s.After, fmt.Sprintf("… and %d rows more; -o json has all.", n-maxRows))
	}
	if same > 0 {
		s.After = append(s.After, fmt.Sprintf("%d further findings keep their outcome and change in number only.", same))
	}
	return s
}

// findingRow tells one changed finding.
func findingRow(f *result.FindingChange) []string {
	now, was := string(f.Finding.Outcome)+" ("+f.Finding.Severity+")", "–"
	switch {
	case f.Change == result.ChangeGone:
		now, was = "–", now
	case f.Was != nil:
		was = string(f.Was.Outcome) + " (" + f.Was.Severity + ")"
	}
	return []string{f.Change, f.Finding.Rule, f.Finding.Subject, was, now}
}

func (r *Report) noteSection() page.Section {
	s := page.Section{Title: "Assumptions and limits"}
	for _, a := range r.Assumptions {
		s.Before = append(s.Before, a.Fact+": "+a.Value+" ("+a.Why+")")
	}
	s.Before = append(s.Before, r.Notes...)
	return s
}

func list(ids []string) string {
	if len(ids) == 0 {
		return "none"
	}
	return strings.Join(ids, ", ")
}

func more(ids []string, n int) string {
	s := list(ids)
	if n > len(ids) {
		s += " …"
	}
	return s
}

func number(x float64) string { return strconv.FormatFloat(result.Round(x), 'f', -1, 64) }

func interval(i result.Interval) string {
	switch {
	case i.Lo == 0 && math.IsInf(i.Hi, 1):
		return "unknown"
	case math.IsInf(i.Hi, 1):
		return number(i.Lo) + " or more"
	case i.Lo == i.Hi:
		return number(i.Lo)
	}
	return number(i.Lo) + "–" + number(i.Hi)
}

func side(i *result.Interval) string {
	if i == nil {
		return "–"
	}
	return interval(*i)
}

func days(i result.Interval) string {
	if i.Hi == 0 {
		return "at once"
	}
	return interval(result.Interval{Lo: math.Round(i.Lo), Hi: math.Round(i.Hi)}) + unit(i, " days")
}

func months(i result.Interval) string {
	return interval(tenths(result.Interval{Lo: i.Lo / daysOfMonth, Hi: i.Hi / daysOfMonth})) + unit(i, " months")
}

// tenths rounds for people: nobody plans by less than three days.
func tenths(i result.Interval) result.Interval {
	return result.Interval{Lo: math.Round(10*i.Lo) / 10, Hi: math.Round(10*i.Hi) / 10}
}

func unit(i result.Interval, name string) string {
	if i.Lo == 0 && math.IsInf(i.Hi, 1) {
		return ""
	}
	return name
}

func span(l Lead) string {
	switch {
	case l.Latest == "":
		return "from " + l.Earliest
	case l.Earliest == l.Latest:
		return l.Earliest
	}
	return l.Earliest + " to " + l.Latest
}
