// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// The answers on whom a source binds.
const (
	Binds    = "yes"
	MayBind  = "unknown"
	NotBound = "no"
)

// Bound says in words whether a source binds the entity.
type Bound struct {
	*result.Bound
	Name    string   // nis2, or nis2/ir2690 where the pack has another name
	Law     string   // what the source is called, "" where the result does not say
	Words   string   // binds Nordmark as essential
	Reason  string   // why, as the pack says it
	Missing []string // facts, where it is not known
	Ask     []string // for them
	Nothing bool     // it asks for assets of its classes, and there are none
}

// Bounds lists whom the sources bind: those that do first, then those of
// which it is not known, then the others.
func (n *Names) Bounds(a *result.Assessment) []Bound {
	rank := []string{Binds, MayBind, NotBound}
	var out []Bound
	for i := range a.Bounds {
		if b := &a.Bounds[i]; slices.Contains(rank, b.Answer) {
			out = append(out, n.bound(a, b))
		}
	}
	slices.SortStableFunc(out, func(x, y Bound) int {
		return cmp.Compare(slices.Index(rank, x.asks()), slices.Index(rank, y.asks()))
	})
	return out
}

// asks is the answer, but no where nothing of the kind was there to ask about.
func (b *Bound) asks() string {
	if b.Nothing {
		return NotBound
	}
	return b.Answer
}

// without reports whether a source asks for assets of its own classes, as
// recommendations for a kind of network do, and the result has none: then what
// it says of an SBOM of something else reads as an alarm, or as none.
func without(a *result.Assessment, source string) bool {
	asks := slices.ContainsFunc(a.Bounds, func(b result.Bound) bool {
		return b.Pack == source && b.Answer == Binds && b.Class == recommendation
	})
	implied := len(a.Assets) == 1 && a.Assets[0].ID == "main" // the one of SBOMs without a system
	may := func(x result.Asset) bool {
		return strings.HasPrefix(x.Class, source+":") || x.Class == "" && !implied // whose class nobody stated
	}
	return asks && !slices.ContainsFunc(a.Assets, may) &&
		!slices.ContainsFunc(a.Findings, func(f result.Finding) bool { return f.Pack == source })
}

// recommendation is the class that a pack gives an entity of which it asks what
// binds nobody.
const recommendation = "recommendation"

// Binding are those of the bounds that a short report has: a source that does
// not bind asks for nothing. It is how many of them come first.
func Binding(bounds []Bound) int {
	n := slices.IndexFunc(bounds, func(b Bound) bool { return b.asks() == NotBound })
	if n < 0 {
		return len(bounds)
	}
	return n
}

func (n *Names) bound(a *result.Assessment, b *result.Bound) Bound {
	out := Bound{Bound: b, Name: SourceName(b.Pack, b.Source), Reason: Text(b.Why)}
	var status string
	out.Law, status = law(a, b.Source)
	if b.Answer == Binds && b.Class == recommendation && without(a, b.Pack) {
		out.Nothing = true
		out.Reason = strings.TrimPrefix(out.Reason+"; no asset is of one", "; ")
	}
	out.Words = out.words(cmp.Or(Clean(a.Subject.Entity, MaxName), "the entity"), status == "binding")
	for _, fact := range b.Missing {
		out.Missing = append(out.Missing, Text(fact))
		if who := n.whoKnows(fact, a.Subject.ID, a.Subject.Entity).Words; !slices.Contains(out.Ask, who) {
			out.Ask = append(out.Ask, who)
		}
	}
	return out
}

// words says whom a source binds. Of a recommendation, and of a group of rules
// that is no source of its own, it says whose business they are: these bind
// nobody.
func (b *Bound) words(whom string, law bool) string {
	switch {
	case b.Answer == NotBound && law:
		return "does not bind " + whom
	case b.Answer == NotBound:
		return "not asked of " + whom
	case b.Answer == MayBind && law:
		return "not established whether it binds " + whom
	case b.Answer == MayBind:
		return "not established whether it is to be asked of " + whom
	}
	words := "asked of " + whom
	if law {
		words = "binds " + whom
	}
	if b.Class != "" {
		words += " as " + Clean(b.Class, MaxName)
	}
	return words
}

// SourceName is the name of a source: with its pack where that has another.
func SourceName(pack, source string) string {
	if pack == "" || pack == source {
		return Clean(source, MaxName)
	}
	return Clean(pack, MaxName) + "/" + Clean(source, MaxName)
}

// law is what most of the entries of a source that rules cite call it, and the
// status of most of them: "" where no rule cites it.
func law(a *result.Assessment, source string) (name, status string) {
	named, statuses := map[string]int{}, map[string]int{}
	for i := range a.Measures {
		m := &a.Measures[i]
		if space, _, _ := strings.Cut(m.ID, ":"); space != source {
			continue
		}
		named[m.Source]++
		if named[m.Source] > named[name] {
			name = m.Source
		}
		statuses[m.Status]++ // a directive has recitals too
		if statuses[m.Status] > statuses[status] {
			status = m.Status
		}
	}
	return Text(name), status
}
