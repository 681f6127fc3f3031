// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// technical is the section of docs/method.md on known vulnerabilities.
const technical = "section 8"

// indexVulnerabilities makes each known vulnerability of a component askable,
// and how many there are.
func (e *Explainer) indexVulnerabilities() {
	if len(e.a.Vulnerabilities) == 0 && e.a.Coverage.Vulnerabilities == nil {
		return
	}
	list := make([]*result.Vulnerability, len(e.a.Vulnerabilities))
	for i := range e.a.Vulnerabilities {
		list[i] = &e.a.Vulnerabilities[i]
	}
	slices.SortStableFunc(list, result.ByUrgency)
	for _, v := range list {
		e.add("vulnerabilities", weakID(v), func() result.Explanation {
			value := or(v.Severity, "severity not stated")
			if v.CVSS != nil {
				value += ", CVSS " + result.Exactly(*v.CVSS).String()
			}
			text := v.Summary
			if w := v.Weight; w != nil {
				value += "; level " + w.Level.String()
				if w.Hint != "" {
					text = strings.TrimSpace(text + " Its severity counts one less: " + w.Hint + ".")
				}
			}
			return number(v.ID+" in "+e.subject(v.Component), value, text)
		}, func() []result.Explanation { return e.vulnerable(v) })
	}
	e.countWeak(list, "all", "known vulnerabilities", "Pairs of a vulnerability and a component or product.", func(*result.Vulnerability) bool { return true })
	for _, c := range []struct{ standing, title, rule string }{
		{result.StandsOpen, "open vulnerabilities", "Pairs that are established and that no statement settles."},
		{result.StandsPossible, "vulnerabilities of which it cannot be told", "Pairs of which records name the package, while it cannot be told whether they cover this version, and that no statement settles."},
		{result.StandsSettled, "vulnerabilities settled by statements", "Pairs of which statements say that the component is not affected, or that it is fixed there. Where authors contradict each other the worst counts."},
	} {
		e.countWeak(list, c.standing, c.title, c.rule, func(v *result.Vulnerability) bool { return v.Standing() == c.standing })
	}
	e.indexExploited(list)
	e.indexFixes()
}

// indexFixes makes it askable what a newer version of a component clears.
func (e *Explainer) indexFixes() {
	for i := range e.a.Fixes {
		f := &e.a.Fixes[i]
		e.add("fixes", "fixes/"+f.Component, func() result.Explanation {
			value := fmt.Sprintf("%d vulnerabilities; %d stay open", len(f.Clears), len(f.Left))
			if len(f.Brings) > 0 {
				value += "; it has itself " + strings.Join(f.Brings, ", ")
			}
			return number("what version "+f.To+" of "+e.subject(f.Component)+" clears", value, "")
		}, func() []result.Explanation {
			var members []member
			for _, id := range slices.Concat(f.Clears, f.Left) {
				members = append(members, member{id: "vulnerabilities/" + f.Component + "/" + id})
			}
			return e.counted(members, "fix", fixRule(f), technical, e.databases())
		})
	}
}

// fixRule says how the version was found.
func fixRule(f *result.Fix) string {
	text := "The smallest version that clears all of those for which records name a fixed version that comes after this one."
	switch {
	case !f.LookedUp:
		text += " Whether it has others no database could tell."
	case len(f.Brings) > 0:
		text += " By the same databases it has others itself, and no later version that they name is better."
	default:
		text += " By the same databases it has no others; a smaller one that has was passed over."
	}
	if f.LookedUp {
		text += " What they do not find in it, it clears, whether or not a record names it as fixed."
	}
	return text
}

func weakID(v *result.Vulnerability) string { return "vulnerabilities/" + v.Component + "/" + v.ID }

// countWeak makes a count of vulnerabilities askable.
func (e *Explainer) countWeak(list []*result.Vulnerability, name, title, rule string, has func(*result.Vulnerability) bool) {
	var members []member
	for _, v := range list {
		if has(v) {
			members = append(members, member{id: weakID(v)})
		}
	}
	e.add("vulnerabilities", "vulnerabilities/"+name, func() result.Explanation { return number(title, itoa(len(members)), "") }, func() []result.Explanation {
		return e.counted(members, "count of vulnerabilities", rule, technical, e.databases())
	})
}

// indexExploited counts those on lists of exploited vulnerabilities. Without a
// list there is no such number.
func (e *Explainer) indexExploited(list []*result.Vulnerability) {
	if slices.ContainsFunc(list, func(v *result.Vulnerability) bool { return v.Exploited != nil }) {
		e.countWeak(list, "exploited", "vulnerabilities known to be exploited that no statement settles",
			"Pairs that no statement settles, and of which a list of exploited vulnerabilities has a name; those among them of which it cannot be told whether the component has them say so.",
			func(v *result.Vulnerability) bool { return v.Used() && v.Open() })
		return
	}
	e.add("vulnerabilities", "vulnerabilities/exploited", func() result.Explanation {
		return number("vulnerabilities known to be exploited that no statement settles", "not known", "No list of exploited vulnerabilities was given that can tell.")
	}, func() []result.Explanation {
		return []result.Explanation{measure("count of vulnerabilities", "Without a list nothing is known to be exploited or not to be.", technical, []result.Explanation{parameter("--kev", "not given", "The lists of CISA and ENISA can be given with it.")})}
	})
}

// databases are the inputs that vulnerabilities come from.
func (e *Explainer) databases() []result.Explanation {
	b := branch{e: e}
	for _, kind := range []string{"SBOM", "OSV", "osv-scanner", "VEX", "KEV", "EPSS"} {
		for _, name := range e.inputsOf(kind) {
			b.input(name, "")
		}
	}
	return e.orAll(b.out)
}

// vulnerable says why a component counts as having a vulnerability, and what
// is known of it.
func (e *Explainer) vulnerable(v *result.Vulnerability) []result.Explanation {
	b := branch{e: e}
	b.add(measure("known vulnerability", e.whyVulnerable(v), technical, e.orAll(e.saidOf(v))))
	switch {
	case v.VEX != "":
		b.add(measure("status: "+words(v.VEX), e.statusRule(v), technical, e.statements(v)))
	case len(v.Statements) > 0:
		b.add(measure("status: open", e.statusRule(v), technical, e.statements(v)))
	}
	if v.Weight != nil {
		b.add(weighed(v.Weight))
	}
	switch {
	case v.Exploited == nil:
		b.add(parameter("known to be exploited", "not known", "No list of exploited vulnerabilities was given that can tell: a list cannot where entries of it could not be read, or where it is from before the vulnerability was published."))
	case !*v.Exploited:
		b.add(parameter("known to be exploited", "on none of the lists given", ""))
	}
	for _, l := range v.Listed {
		b.add(listed(l))
	}
	b.refs(e.findingsOn(v)...)
	if v.EPSS != nil {
		b.add(parameter("EPSS", fmt.Sprintf("%g", *v.EPSS), "Estimated probability that it is exploited within thirty days of "+or(v.EPSSDate, "a date that is not stated")+"."))
	}
	return b.out
}

// findingsOn are the findings of rules about the vulnerability of the component.
func (e *Explainer) findingsOn(v *result.Vulnerability) []string {
	var out []string
	for i := range e.a.Findings {
		f := &e.a.Findings[i]
		if result.StableSubject(f.Subject) == result.StableSubject(v.Component) && (f.Key == v.ID || slices.Contains(v.Aliases, f.Key) || slices.Contains(v.Records, f.Key)) {
			out = append(out, f.ID)
		}
	}
	return out
}

// matched names the records that say so, and by what they cover the version.
func matched(v *result.Vulnerability) string {
	var said, named []string
	for _, m := range v.Matched {
		said, named = append(said, m.Record+" of "+m.Package+", "+m.Versions), append(named, m.Record)
	}
	for _, record := range v.Records {
		if !slices.Contains(named, record) {
			said = append(said, record)
		}
	}
	if len(said) == 0 {
		return ""
	}
	if more := len(said) - shownParts; more > 0 {
		said = append(said[:shownParts], fmt.Sprintf("%d more", more))
	}
	return " (" + strings.Join(said, "; ") + ")"
}

// whyVulnerable says how the component came to count as having it.
func (e *Explainer) whyVulnerable(v *result.Vulnerability) string {
	text := "A record covers the version of the component" + matched(v) + "."
	if v.Possible {
		text = "A record names the package, and it cannot be told whether it covers this version: " + result.LookupReason(v.Reason).Why + matched(v) + "."
	}
	text += " Severity and CVSS are repeated from records and statements, or computed from the vector that they state."
	if v.Vector != "" {
		text += " Vector: " + v.Vector + "."
	}
	if v.Fixed != "" {
		text += " The smallest version known that clears it is " + v.Fixed + "."
	} else {
		text += " No version is known that clears it."
	}
	if n := len(v.Assets); n > 0 {
		var names []string
		for _, id := range v.Assets[:min(n, shownParts)] {
			names = append(names, e.subject("asset:"+id))
		}
		text += fmt.Sprintf(" What needs it: %s", strings.Join(names, ", "))
		if n > shownParts {
			text += fmt.Sprintf(", and %d more", n-shownParts)
		}
		text += "."
	}
	if len(v.Aliases) > 0 {
		text += " Also known as " + strings.Join(v.Aliases, ", ") + "."
	}
	return text
}

// saidOf is where the component stands, and the inputs that say it has the
// vulnerability.
func (e *Explainer) saidOf(v *result.Vulnerability) []result.Explanation {
	b := branch{e: e}
	if at, ok := e.standsAt(v.Component); ok {
		b.add(at)
	}
	for _, name := range v.Sources {
		b.input(name, "says so")
	}
	return b.out
}

// statusRule says which of the statements decides.
func (e *Explainer) statusRule(v *result.Vulnerability) string {
	text := "Of one author the newest statement counts; of several authors the worst status does, and the statement that counts comes first."
	if v.Justification != "" {
		text += " Justification: " + words(v.Justification) + "."
	}
	if v.Disagree {
		text += " Here authors contradict each other."
	}
	if len(v.SettledIn) > 0 {
		var in []string
		for _, id := range v.SettledIn {
			in = append(in, e.subject("product:"+id))
		}
		text += " Of several products the worst counts, and where nobody stated anything it is open. Statements settle it in " +
			strings.Join(in, ", ") + " alone; what only that serves is not counted as reached."
	}
	return text
}

func (e *Explainer) statements(v *result.Vulnerability) []result.Explanation {
	var out []result.Explanation
	for i, s := range v.Statements {
		title := "statement of " + or(s.Author, "an author who is not named")
		if day, _, _ := strings.Cut(s.Date, "T"); day != "" {
			title += ", " + day
		}
		x := result.Explanation{Kind: result.ExplainFact, Title: title, Value: words(s.Status), At: s.At}
		if i == 0 && s.Status == v.VEX {
			x.Text = "This one counts."
		}
		out = append(out, x)
	}
	return e.orAll(out)
}

// listed is a node for an entry of a list of exploited vulnerabilities.
func listed(l result.Listing) result.Explanation {
	x := result.Explanation{Kind: result.ExplainFact, Title: "known to be exploited: list of " + l.List, Value: "listed", At: l.At}
	if l.Added != "" {
		x.Value = "listed since " + l.Added
	}
	if l.Ransomware != nil && *l.Ransomware {
		x.Text = "Used by ransomware. "
	}
	if l.Due != "" {
		x.Text += "The list asks for a remedy by " + l.Due + "."
	}
	return x
}

// words writes a word of VEX as people do.
func words(s string) string { return strings.ReplaceAll(s, "_", " ") }

// indexLookups makes it askable how many components databases could tell of,
// and for each reason how many they could not.
func (e *Explainer) indexLookups() {
	c := e.a.Coverage.Vulnerabilities
	if c == nil {
		return
	}
	reasons := slices.Sorted(maps.Keys(c.Unknown))
	e.add("coverage", "coverage/vulnerabilities", func() result.Explanation {
		text := ""
		if c.Stated > 0 {
			text = fmt.Sprintf("Of %d of them only their SBOM says so: it came from a scan that asked.", c.Stated)
		}
		return number("components that could be looked up in databases of vulnerabilities", fmt.Sprintf("%d of %d", c.Checked, c.N), text)
	}, func() []result.Explanation {
		b := branch{e: e}
		for _, reason := range reasons {
			b.refs("coverage/vulnerabilities/" + reason)
		}
		text := "A component is looked up when every record about its package was compared with its version. That nothing was found for another one says nothing."
		if l := c.NotCounted; l != nil {
			text += fmt.Sprintf(" Of what does not count, excluded or only for development and test, %d of %d could be looked up.", l.Checked, l.N)
		}
		if l := c.Products; l != nil {
			text += fmt.Sprintf(" Of the products themselves, %d of %d could be.", l.Checked, l.N)
		}
		if c.Later > 0 {
			text += fmt.Sprintf(" Records published after the day of the assessment do not count: %d.", c.Later)
		}
		b.add(measure("coverage of lookups", text, technical, e.databases()))
		return b.out
	})
	for _, reason := range reasons {
		w := result.LookupReason(reason)
		e.add("coverage", "coverage/vulnerabilities/"+reason, func() result.Explanation {
			return number("components "+w.Of, itoa(c.Unknown[reason]), "")
		}, func() []result.Explanation {
			b := branch{e: e}
			b.refs("coverage/vulnerabilities")
			text := "Counted once each, under what a database said of it."
			if w.Do != "" {
				text += " What helps: " + w.Do + "."
			}
			b.add(measure("coverage of lookups", text, technical, e.databases()))
			return b.out
		})
	}
}
