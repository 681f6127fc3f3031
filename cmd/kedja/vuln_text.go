// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/internal/page"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/osv"
)

// How many rows of a table people get without --full, and how many of them one
// component.
const (
	maxRows  = 50
	maxOfOne = 8
)

// writeText writes the result for people, the worst first.
func (r *MatchResult) writeText(w io.Writer, full bool) error {
	p := page.Page{Title: "KNOWN VULNERABILITIES", Line: r.about()}
	groups := r.alike()
	p.Sections = append(p.Sections, page.Section{Title: "At a glance", Before: r.glance()},
		openSection(groups, full), possibleSection(groups, full), closedSection(groups, full), r.unchecked())
	return page.WriteText(w, p)
}

func (r *MatchResult) about() string {
	var files []string
	for _, in := range r.Inputs {
		files = append(files, in.File)
	}
	names := plural(len(files), "SBOM")
	if len(files) <= 3 {
		names = strings.Join(files, ", ")
	}
	return names + " · as of " + day(r.AsOf)
}

// glance says in sentences what was found.
func (r *MatchResult) glance() []string {
	n := &r.Counts
	checked := fmt.Sprintf("%s: %d checked", plural(n.Components, "component"), n.Checked)
	if left := n.Components - n.Checked; left > 0 {
		checked += fmt.Sprintf(", %d not (see below why)", left)
	}
	out := []string{checked}
	if n.Findings == 0 {
		if n.Checked > 0 {
			out = append(out, "no known vulnerability in those that were checked")
		}
	} else {
		var parts []string
		for _, s := range []string{"critical", "high", "moderate", "low", "none", ""} {
			if k := n.BySeverity[s]; k > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", k, cmp.Or(s, "without a severity")))
			}
		}
		verb := "have"
		if n.Vulnerable == 1 {
			verb = "has"
		}
		what := vulnerabilities(n.Vulnerabilities)
		if n.Findings != n.Vulnerabilities {
			what += " in " + plural(n.Findings, "finding")
		}
		out = append(out, fmt.Sprintf("%s %s %s: %s", plural(n.Vulnerable, "component"), verb, what, strings.Join(parts, ", ")))
		fix := fmt.Sprintf("for %d of %s a version is known that clears it", n.Fixable, plural(n.Findings, "finding"))
		if n.Exploited != nil {
			fix += fmt.Sprintf("; %d on lists of exploited vulnerabilities", *n.Exploited)
		}
		out = append(out, fix)
	}
	if n.Possible > 0 {
		out = append(out, fmt.Sprintf("%s more possible: it cannot be told whether this version has them", vulnerabilities(n.Possible)))
	}
	if n.Closed > 0 {
		out = append(out, fmt.Sprintf("%s closed by statements", plural(n.Closed, "finding")))
	}
	if n.Later > 0 {
		out = append(out, fmt.Sprintf("%s about components do not count: they were published after %s", plural(n.Later, "record"), day(r.AsOf)))
	}
	return out
}

func vulnerabilities(n int) string {
	if n == 1 {
		return "1 vulnerability"
	}
	return fmt.Sprintf("%d vulnerabilities", n)
}

// group is components that are the same and have the same: a library that an
// image holds in six places is one row.
type group struct {
	*MatchComponent
	times    int
	open     []*result.Vulnerability // the worst first
	possible []*result.Vulnerability
	closed   []*result.Vulnerability
}

// alike groups the components with findings, the worst first.
func (r *MatchResult) alike() []*group {
	var out []*group
	seen := map[string]*group{}
	for i := range r.Components {
		c := &r.Components[i]
		if len(c.Vulnerabilities) == 0 {
			continue
		}
		key := likeness(c)
		if g := seen[key]; g != nil {
			g.times++
			continue
		}
		g := &group{MatchComponent: c, times: 1}
		seen[key] = g
		for j := range c.Vulnerabilities {
			v := &c.Vulnerabilities[j]
			switch {
			case !v.Open():
				g.closed = append(g.closed, v)
			case v.Possible:
				g.possible = append(g.possible, v)
			default:
				g.open = append(g.open, v)
			}
		}
		for _, list := range [][]*result.Vulnerability{g.open, g.possible, g.closed} {
			slices.SortStableFunc(list, urgency)
		}
		out = append(out, g)
	}
	return out
}

// likeness is what equal components share: what they are called, what they
// have, and what is stated of it.
func likeness(c *MatchComponent) string {
	var b strings.Builder
	fmt.Fprintln(&b, (&group{MatchComponent: c}).label())
	for i := range c.Vulnerabilities {
		v := &c.Vulnerabilities[i]
		fmt.Fprintln(&b, v.ID, v.Possible, v.Fixed, v.VEX, v.Disagree)
	}
	return b.String()
}

// worstFirst sorts the groups that have something in a list.
func worstFirst(groups []*group, list func(*group) []*result.Vulnerability) []*group {
	out := slices.DeleteFunc(slices.Clone(groups), func(g *group) bool { return len(list(g)) == 0 })
	slices.SortStableFunc(out, func(a, b *group) int { return urgency(list(a)[0], list(b)[0]) })
	return out
}

func (g *group) label() string {
	s := strings.TrimSpace(g.Name + " " + g.Version)
	if kind, _, ok := strings.Cut(strings.TrimPrefix(g.PURL, "pkg:"), "/"); ok && g.PURL != "" {
		s += " (" + kind + ")"
	}
	if g.times > 1 {
		s += fmt.Sprintf(" ×%d", g.times)
	}
	switch {
	case g.Described:
		s += ", what the SBOM describes"
	case g.Scope != "" && g.Scope != "required" && g.Scope != "runtime":
		s += ", " + g.Scope
	}
	return s
}

// openSection lists what counts.
func openSection(groups []*group, full bool) page.Section {
	s := page.Section{Title: "Vulnerabilities", Header: []string{"component", "vulnerability", "severity", "cleared by", "published", "remarks"}}
	left := 0
	for _, g := range worstFirst(groups, func(g *group) []*result.Vulnerability { return g.open }) {
		name, hidden := g.label(), 0
		for i, v := range g.open {
			if !full && (len(s.Rows) >= maxRows || i >= maxOfOne) {
				hidden++
				continue
			}
			s.Rows = append(s.Rows, []string{name, v.ID, severityWords(v), cmp.Or(v.Fixed, "–"), day(v.Published), remarks(v)})
			name = ""
		}
		if hidden > 0 && name == "" {
			s.Rows = append(s.Rows, []string{"", fmt.Sprintf("… %d more", hidden), "", "", "", ""})
			hidden = 0
		}
		left += hidden
	}
	if left > 0 {
		s.After = append(s.After, fmt.Sprintf("… and %d more in other components", left))
	}
	if left > 0 || slices.ContainsFunc(s.Rows, func(row []string) bool { return strings.HasPrefix(row[1], "… ") }) {
		s.After = append(s.After, "--full lists all, and so do -o json and -o csv")
	}
	return s
}

func severityWords(v *result.Vulnerability) string {
	switch {
	case v.Severity == "" && v.CVSS == nil:
		return "not stated"
	case v.CVSS == nil:
		return v.Severity
	}
	return v.Severity + " " + strconv.FormatFloat(*v.CVSS, 'f', 1, 64)
}

// remarks says what makes a finding more or less urgent.
func remarks(v *result.Vulnerability) string {
	var out []string
	for _, l := range v.Listed {
		on := "exploited (" + l.List
		if l.Added != "" {
			on += " " + l.Added
		}
		if l.Ransomware != nil && *l.Ransomware {
			on += ", ransomware"
		}
		out = append(out, on+")")
	}
	if v.EPSS != nil {
		out = append(out, "EPSS "+likelihood(*v.EPSS))
	}
	if v.VEX != "" {
		out = append(out, "stated "+strings.ReplaceAll(v.VEX, "_", " "))
	}
	if v.Disagree {
		out = append(out, "authors disagree")
	}
	if v.Reachable != nil {
		out = append(out, map[bool]string{true: "code is called", false: "code is not called"}[*v.Reachable])
	}
	return strings.Join(out, ", ")
}

func likelihood(x float64) string {
	if x < 0.01 {
		return strconv.FormatFloat(math.Round(x*10000)/100, 'f', -1, 64) + " %"
	}
	return strconv.FormatFloat(math.Round(x*1000)/10, 'f', -1, 64) + " %"
}

// possibleSection has one row for each component: what to do is the same for
// all its vulnerabilities.
func possibleSection(groups []*group, full bool) page.Section {
	s := page.Section{Title: "Possible: it cannot be told whether this version has them", Header: []string{"component", "vulnerabilities", "worst", "why"}}
	list := worstFirst(groups, func(g *group) []*result.Vulnerability { return g.possible })
	for i, g := range list {
		if !full && i >= maxRows {
			s.After = append(s.After, fmt.Sprintf("… and %s more; --full lists all", plural(len(list)-i, "component")))
			break
		}
		show := 3
		if full {
			show = len(g.possible)
		}
		var ids []string
		for _, v := range g.possible {
			ids = append(ids, v.ID)
		}
		s.Rows = append(s.Rows, []string{g.label(), some(ids, show), severityWords(g.possible[0]), remedies[vuln.Reason(g.possible[0].Reason)].why})
	}
	return s
}

func closedSection(groups []*group, full bool) page.Section {
	s := page.Section{Title: "Closed by statements", Header: []string{"component", "vulnerability", "severity", "statement", "by"}}
	left := 0
	for _, g := range worstFirst(groups, func(g *group) []*result.Vulnerability { return g.closed }) {
		for _, v := range g.closed {
			if !full && len(s.Rows) >= maxRows {
				left++
				continue
			}
			what, by := strings.ReplaceAll(v.VEX, "_", " "), ""
			if v.Justification != "" {
				what += ": " + strings.ReplaceAll(v.Justification, "_", " ")
			}
			if len(v.Statements) > 0 {
				by = strings.TrimSpace(v.Statements[0].Author + " " + day(v.Statements[0].Date))
			}
			s.Rows = append(s.Rows, []string{g.label(), v.ID, severityWords(v), what, cmp.Or(by, "not stated")})
		}
	}
	if left > 0 {
		s.After = append(s.After, fmt.Sprintf("… and %d more; --full lists all", left))
	}
	return s
}

// remedies says why a component could not be checked, in words, and what helps.
var remedies = map[vuln.Reason]struct{ why, do string }{
	vuln.NoIdentifier: {"it has neither a purl nor a CPE", "state its purl"},
	vuln.CPEOnly:      {"it has a CPE and no purl, which OSV needs", "state its purl"},
	vuln.BadPURL:      {"its purl is none", "correct the purl"},
	vuln.NotCovered:   {"OSV has no records of its kind", "ask its supplier, or another database"},
	vuln.NoEcosystem:  {"the export of its ecosystem is not in the index", "fetch the export, then build the index again"},
	vuln.NoRelease:    {"the release of its distribution is not stated", "state distro= in the purl"},
	vuln.NoProduct:    {"records name it in a product, and where it is from is not stated", "find out which product or repository it is from"},
	vuln.NoVersion:    {"records name it, and its version is not stated", "state the version"},
	vuln.BadVersion:   {"records name it, and its version cannot be ordered", "state the version as its registry does"},
	vuln.CommitsOnly:  {"records name commits, and its own is not stated", "state the commit as the version, or in vcs_url="},
	vuln.Unreadable:   {"a record about it could not be read", "get the export anew, then build the index again"},
	vuln.NotInResult:  {"the scanner's result does not name it in this version", "scan with --all-packages, or give --osv"},
}

// unchecked lists why components could not be checked, the most frequent first.
func (r *MatchResult) unchecked() page.Section {
	s := page.Section{Title: "Not checked: that nothing was found says nothing", Header: []string{"components", "why", "such as", "what helps"}}
	examples := map[string][]string{}
	var missing []vuln.Query
	for i := range r.Components {
		c := &r.Components[i]
		if c.State == vuln.Checked.String() {
			continue
		}
		name := c.Name
		switch vuln.Reason(c.Reason) {
		case vuln.NoEcosystem:
			missing = append(missing, vuln.Query{PURL: c.PURL, Version: c.Version})
		case vuln.NotCovered:
			kind, _, _ := strings.Cut(c.PURL, "/")
			name += " (" + kind + ")"
		}
		if list := examples[c.Reason]; len(list) < 3 && !slices.Contains(list, name) {
			examples[c.Reason] = append(list, name)
		}
	}
	var reasons []string
	for reason := range r.Counts.Unknown {
		reasons = append(reasons, reason)
	}
	slices.SortFunc(reasons, func(a, b string) int {
		return cmp.Or(-cmp.Compare(r.Counts.Unknown[a], r.Counts.Unknown[b]), cmp.Compare(a, b))
	})
	for _, reason := range reasons {
		words := remedies[vuln.Reason(reason)]
		if vuln.Reason(reason) == vuln.NoEcosystem {
			words.do = "fetch the export of " + some(osv.Needs(missing), 5) + ", then build the index again"
		}
		s.Rows = append(s.Rows, []string{strconv.Itoa(r.Counts.Unknown[reason]), cmp.Or(words.why, reason), strings.Join(examples[reason], ", "), words.do})
	}
	return s
}
