// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Vulnerable sorts the known vulnerabilities of a result: pairs of one and a
// component or product. Each list has the worst first.
type Vulnerable struct {
	Open     []*result.Vulnerability // established, and not settled
	Possible []*result.Vulnerability // of which it cannot be told
	Settled  []*result.Vulnerability // not affected or fixed, as statements have it
	lookup   *result.LookupCoverage
}

// Vulnerabilities sorts those of a result; nil where there is none and no
// database was asked.
func Vulnerabilities(a *result.Assessment) *Vulnerable {
	k := &Vulnerable{lookup: a.Coverage.Vulnerabilities}
	if len(a.Vulnerabilities) == 0 && k.lookup == nil {
		return nil
	}
	for i := range a.Vulnerabilities {
		switch v := &a.Vulnerabilities[i]; v.Standing() {
		case result.StandsSettled:
			k.Settled = append(k.Settled, v)
		case result.StandsPossible:
			k.Possible = append(k.Possible, v)
		default:
			k.Open = append(k.Open, v)
		}
	}
	for _, list := range [][]*result.Vulnerability{k.Open, k.Possible, k.Settled} {
		slices.SortFunc(list, result.ByUrgency)
	}
	return k
}

// Unsettled are the open ones and those of which it cannot be told, the worst
// first.
func (k *Vulnerable) Unsettled() []*result.Vulnerability {
	out := slices.Concat(k.Open, k.Possible)
	slices.SortFunc(out, result.ByUrgency)
	return out
}

// Asked says of how many components databases were asked, and the number of
// those that could be looked up: "1 of 2 components". "" where no database was
// asked, or about no component.
func (k *Vulnerable) Asked() string {
	if k.lookup == nil || k.lookup.N == 0 {
		return ""
	}
	of := Count(k.lookup.N, "component", "components")
	if n := k.lookup.Stated; n > 0 {
		of += " (" + Thousands(n) + " as the scan states that their SBOM came from)"
	}
	return Thousands(k.lookup.Checked) + " of " + of
}

// AskedBesides is the same of what does not count, and of products where there
// are no components; or why nothing was asked. "" where [Vulnerable.Asked] says
// all.
func (k *Vulnerable) AskedBesides() string {
	if k.lookup == nil {
		return "No database was asked: these are the vulnerabilities that SBOMs themselves list, and components may have others."
	}
	var parts []string
	if l := k.lookup.NotCounted; l != nil {
		parts = append(parts, Thousands(l.Checked)+" of "+Count(l.N, "component that does not count", "components that do not count")+" (excluded, or only for development and test)")
	}
	if l := k.lookup.Products; l != nil && k.lookup.N == 0 {
		parts = append(parts, Thousands(l.Checked)+" of "+Count(l.N, "product", "products"))
	}
	switch {
	case len(parts) > 0 && k.lookup.N > 0:
		return "So could " + strings.Join(parts, ", ") + "."
	case len(parts) > 0:
		return strings.Join(parts, " and ") + " could be looked up."
	case k.lookup.N == 0:
		return "There was nothing that the databases could be asked about."
	}
	return ""
}

// Later says how many records do not count because they are younger than the
// assessment; "" where none is.
func (k *Vulnerable) Later() string {
	if k.lookup == nil || k.lookup.Later == 0 {
		return ""
	}
	return Count(k.lookup.Later, "record", "records") + " about them " + verb(k.lookup.Later, "was", "were") + " published after the day of the assessment and " +
		verb(k.lookup.Later, "does", "do") + " not count"
}

// Unlooked is why some components could not be looked up.
type Unlooked struct {
	Reason string // as in the result
	N      int
	Of, Do string
}

// NotLookedUp says why components could not be looked up, the most frequent
// reason first.
func (k *Vulnerable) NotLookedUp() []Unlooked {
	if k.lookup == nil {
		return nil
	}
	var out []Unlooked
	for _, reason := range slices.Sorted(maps.Keys(k.lookup.Unknown)) {
		w := result.LookupReason(reason)
		out = append(out, Unlooked{reason, k.lookup.Unknown[reason], Clean(w.Of, MaxName), Clean(w.Do, MaxName)})
	}
	slices.SortStableFunc(out, func(x, y Unlooked) int { return cmp.Compare(y.N, x.N) })
	return out
}

// Graded counts the open ones by severity: 1 critical, 3 high, 2 not graded.
func (k *Vulnerable) Graded() string {
	n := map[string]int{}
	for _, v := range k.Open {
		n[Clean(v.Severity, MaxName)]++
	}
	var parts []string
	order := append(result.Severities(), "none") // worst last, and what is none of them at the end
	slices.Reverse(order[:len(order)-1])
	for _, s := range append(order, slices.Sorted(maps.Keys(n))...) {
		if n[s] > 0 && s != "" {
			parts = append(parts, Thousands(n[s])+NBSP+cmp.Or(map[string]string{"none": "of no severity"}[s], s))
			n[s] = 0
		}
	}
	if n[""] > 0 {
		parts = append(parts, Thousands(n[""])+NBSP+"not graded")
	}
	return strings.Join(parts, ", ")
}

// Extent says of how many different vulnerabilities and components a list is.
func (k *Vulnerable) Extent(list []*result.Vulnerability) string {
	ids, things := map[string]bool{}, map[string]bool{}
	for _, v := range list {
		ids[v.ID], things[v.Component] = true, true
	}
	if len(ids) == len(list) && len(things) == len(list) {
		return ""
	}
	return Thousands(len(ids)) + " different in " + Count(len(things), "component", "components")
}

// Used says how many are known to be exploited. Listed is false where no list
// was given that can tell: then it is not known, and there is no number.
type Used struct {
	Listed                  bool
	Open, Possible, Settled int
	Unasked                 int // of which no list can tell, while of others one can
}

// Used counts those known to be exploited.
func (k *Vulnerable) Used() Used {
	var u Used
	count := func(list []*result.Vulnerability) (n int) {
		for _, v := range list {
			if v.Exploited == nil {
				u.Unasked++
				continue
			}
			u.Listed = true
			if v.Used() {
				n++
			}
		}
		return n
	}
	u.Open, u.Possible, u.Settled = count(k.Open), count(k.Possible), count(k.Settled)
	return u
}

// NoList is said instead of a number of exploited vulnerabilities.
const NoList = "no list of exploited vulnerabilities was given that can tell, so that it is not known whether any is exploited"

// String says how many of the open ones are known to be exploited, and what
// there is beside them.
func (u Used) String() string {
	words := Thousands(u.Open) + " of the open ones " + verb(u.Open, "is", "are") + " on the lists of exploited vulnerabilities given"
	if u.Possible > 0 {
		words += "; so " + verb(u.Possible, "is", "are") + " " + Thousands(u.Possible) + " of which it cannot be told whether the component has " + verb(u.Possible, "it", "them")
	}
	if u.Settled > 0 {
		words += "; so " + verb(u.Settled, "is", "are") + " " + Thousands(u.Settled) + " settled by statements"
	}
	if u.Unasked > 0 {
		words += "; of " + Thousands(u.Unasked) + " more no list given can tell"
	}
	return words
}

func verb(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// Weak is a vulnerability of one component in words, each of which may be "".
type Weak struct {
	ID, Component string
	Severity      string // critical, CVSS 9.8
	Exploited     string // on the list of … since …
	Likely        string // EPSS 93 % of 2026-08-01
	Fixed         string // the version
	Stated        string // what statements come to, and by whom
	Doubt         string // why it cannot be told whether the component has it
	Called        string // what an analysis of calls found, or why the severity counts less
	Reaches       string // assets
}

const shownReached = 3

// Weak puts one vulnerability into words.
func (n *Names) Weak(v *result.Vulnerability) Weak {
	w := Weak{ID: Clean(v.ID, MaxName), Component: n.Subject(v.Component), Severity: Clean(v.Severity, MaxName), Fixed: Clean(v.Fixed, MaxName), Exploited: listings(v), Stated: n.stated(v)}
	if w.Severity == "" {
		w.Severity = "not graded"
	}
	if v.CVSS != nil {
		w.Severity += ", CVSS" + NBSP + Decimals(*v.CVSS, 1)
	}
	if v.EPSS != nil {
		w.Likely = Percent(*v.EPSS)
		if v.EPSSDate != "" {
			w.Likely += " (" + Clean(v.EPSSDate, MaxName) + ")"
		}
	}
	if v.Possible {
		w.Doubt = Clean(result.LookupReason(v.Reason).Why, MaxName)
		if v.Reason == "" {
			w.Doubt = "the reason is not stated"
		}
	}
	if v.Reachable != nil {
		w.Called = "an analysis found the weak code called"
		if !*v.Reachable {
			w.Called = "an analysis found the weak code not called"
		}
	}
	if v.Weight != nil && v.Weight.Hint != "" {
		w.Called = Clean(v.Weight.Hint, MaxText) + ", so that its severity counts one less"
	}
	if len(n.Assets) > 1 { // of a single one it goes without saying
		w.Reaches = List(Apply(v.Assets, n.Asset), shownReached, 0)
	}
	return w
}

// listings says on which lists of exploited vulnerabilities it is.
func listings(v *result.Vulnerability) string {
	if !v.Used() {
		return ""
	}
	var parts []string
	for _, l := range v.Listed {
		words := "list " + Clean(l.List, MaxName)
		if l.Added != "" {
			words += ", since " + Clean(l.Added, MaxName)
		}
		if l.Ransomware != nil && *l.Ransomware {
			words += ", used by ransomware"
		}
		if l.Due != "" {
			words += ", remedy due " + Clean(l.Due, MaxName)
		}
		parts = append(parts, words)
	}
	if len(parts) == 0 {
		return "known to be exploited"
	}
	return "known to be exploited (" + strings.Join(parts, "; ") + ")"
}

// stated says what statements come to, who makes the first that count, whether
// they contradict each other, and in which products alone they settle it.
func (n *Names) stated(v *result.Vulnerability) string {
	if v.VEX == "" && len(v.SettledIn) == 0 {
		return ""
	}
	words := Words(v.VEX)
	if v.VEX == "" {
		words = "nothing of all products that have it"
	}
	if v.Justification != "" {
		words += ", " + Words(v.Justification)
	}
	var by []string
	for _, s := range v.Statements {
		who := cmp.Or(Clean(s.Author, MaxName), "an author who is not named")
		if day, _, _ := strings.Cut(s.Date, "T"); day != "" {
			who += " " + Clean(day, MaxName)
		}
		if s.Status != v.VEX {
			who += ": " + Words(s.Status)
		}
		by = append(by, who)
	}
	if len(by) > 0 {
		words += " (" + List(by, shownReached, 0) + ")"
	}
	if v.Disagree {
		words += "; authors disagree, and the worst counts"
	}
	if len(v.SettledIn) > 0 {
		words += "; settled in " + List(Apply(v.SettledIn, func(id string) string { return n.Subject("product:" + id) }), shownReached, 0) + " alone"
	}
	return words
}

// Words writes a word of VEX as people do.
func Words(s string) string { return strings.ReplaceAll(Clean(s, MaxName), "_", " ") }

// Fix says in words what a newer version of a component clears, and what it
// leaves.
func (n *Names) Fix(f *result.Fix) (component, words string) {
	words = Clean(f.To, MaxName) + " clears " + Thousands(len(f.Clears))
	var of []string
	if f.Severity != "" {
		of = append(of, "the worst "+Clean(f.Severity, MaxName))
	}
	if f.Exploited != nil && *f.Exploited > 0 {
		of = append(of, Thousands(*f.Exploited)+NBSP+"exploited")
	}
	if len(of) > 0 {
		words += " (" + strings.Join(of, ", ") + ")"
	}
	if len(f.Left) > 0 {
		words += "; " + Thousands(len(f.Left)) + NBSP + verb(len(f.Left), "stays", "stay") + " open"
	}
	if n := len(f.Brings); n > 0 {
		words += "; has " + Clean(f.Brings[0], MaxName) + " itself"
		if n > 1 {
			words = strings.TrimSuffix(words, " itself") + " and " + Thousands(n-1) + " more itself"
		}
	}
	return n.Subject(f.Component), words
}
