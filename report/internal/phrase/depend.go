// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/result"
)

// Answer is yes, no or unknown in words.
func Answer(word string) string {
	switch word {
	case "yes", "no":
		return word
	}
	return "not established"
}

// Dependency is the row of a scope, nil where there is none.
func Dependency(a *result.Assessment, scope string) *result.Dependency {
	for i := range a.Dependency {
		if d := &a.Dependency[i]; d.Scope == scope {
			return d
		}
	}
	return nil
}

// Indicator is a strategic-dependency indicator in words.
type Indicator struct {
	*result.Indicator
	Title string // what it is
	Value string // "" where it has none
	Test  string // whether it holds, and why it has no value
}

// Indicators puts those of a row into words.
func Indicators(d *result.Dependency) []Indicator {
	titles := map[string]string{
		"CDI1": "concentration by country of control, outside the EU",
		"CDI2": "share under control from outside the EU",
		"CDI3": "that share over what alternatives within the EU could take of it",
	}
	var out []Indicator
	for i := range d.Indicators {
		x := &d.Indicators[i]
		w := Indicator{Indicator: x, Title: cmp.Or(titles[x.Name], Clean(x.Name, MaxName))}
		scale, limit := AsFraction, AsFraction.Exact(x.Threshold)
		switch x.Name {
		case "CDI2":
			scale, limit = InPercent, InPercent.Exact(x.Threshold)
		case "CDI3":
			scale, limit = AsNumber, AsNumber.Exact(x.Threshold)
		}
		if x.Value != nil {
			w.Value = Between(*x.Value, scale)
		}
		switch {
		case x.Value == nil && x.Holds == "yes":
			w.Test = "holds, as " + Text(x.Why)
		case x.Value == nil:
			w.Test = Text(x.Why)
		case x.Holds == "yes":
			w.Test = "above " + limit
		case x.Holds == "no":
			w.Test = "not above " + limit
		default:
			w.Test = "whether it is above " + limit + " is not established"
		}
		out = append(out, w)
	}
	return out
}

// Strategic says whether a dependency is strategic.
func Strategic(d *result.Dependency) string {
	switch d.Strategic {
	case "yes":
		return "strategic: all three indicators hold"
	case "no":
		return "not strategic: not all three indicators hold"
	}
	return "whether it is strategic is not established"
}

// Designated says in words what goes to designated suppliers: the share, how
// many they are, and what a cap says of it. The share is "" where none is, or
// may be, designated.
func (n *Names) Designated(h *result.HighRiskShare) (share, count, test string) {
	if h.Share.Hi <= 0 && h.Suppliers.Hi <= 0 && h.Cap == nil {
		return "", "", ""
	}
	share = Share(h.Share)
	count = Between(h.Suppliers, AsNumber) + " of " + Count(h.Of, "supplier", "suppliers")
	if len(h.Parties) > 0 {
		count += ": " + List(Apply(h.Parties, n.Party), 6, 0)
	}
	if h.Cap == nil {
		return share, count, ""
	}
	limit := InPercent.Exact(*h.Cap)
	switch h.Exceeds {
	case "yes":
		test = "more than the cap of " + limit
	case "no":
		test = "not more than the cap of " + limit
	default:
		test = "whether it is more than the cap of " + limit + " is not established"
	}
	return share, count, test
}

// Hand is what one party does of the work of a scope after subcontracting,
// and what passes through its hands.
type Hand struct {
	Party string
	// Net is nil where the result does not list it.
	Net, Touch *result.Interval
}

// Hands joins both views of a tier, what passes through most hands first.
func Hands(t *result.Tier) []Hand {
	at := map[string]int{}
	var out []Hand
	of := func(party string) *Hand {
		if _, ok := at[party]; !ok {
			at[party] = len(out)
			out = append(out, Hand{Party: party})
		}
		return &out[at[party]]
	}
	for i := range t.Touch {
		of(t.Touch[i].Party).Touch = &t.Touch[i].Share
	}
	for i := range t.Net {
		of(t.Net[i].Party).Net = &t.Net[i].Share
	}
	slices.SortStableFunc(out, func(a, b Hand) int {
		x, y := ends(a), ends(b)
		return cmp.Or(cmp.Compare(y.Lo, x.Lo), cmp.Compare(y.Hi, x.Hi), strings.Compare(a.Party, b.Party))
	})
	return out
}

func ends(h Hand) result.Interval {
	switch {
	case h.Touch != nil:
		return *h.Touch
	case h.Net != nil:
		return *h.Net
	}
	return result.Interval{}
}

// Words says what the hand does and touches.
func (h Hand) Words() string {
	switch {
	case h.Net == nil && h.Touch == nil:
		return "not known"
	case h.Net == nil:
		return "has a hand in " + Share(*h.Touch)
	case h.Touch == nil || *h.Net == *h.Touch:
		return "does " + Share(*h.Net)
	}
	return "does " + Share(*h.Net) + ", has a hand in " + Share(*h.Touch)
}

// Tier is the subcontracting view of a scope in which somebody passes work
// on, or may; nil where nobody does.
func Tier(a *result.Assessment, scope string) *result.Tier {
	for i := range a.Tiers {
		if t := &a.Tiers[i]; t.Scope == scope && Passes(t) {
			return t
		}
	}
	return nil
}

// Passes reports whether the view differs from that of who is paid.
func Passes(t *result.Tier) bool {
	if t.Shift != (result.Interval{}) {
		return true
	}
	return slices.ContainsFunc(Hands(t), func(h Hand) bool { return h.Net == nil || h.Touch == nil || *h.Net != *h.Touch })
}

// Shift says what subcontracting does to the concentration index: what stands
// before the number, and the number.
func Shift(i result.Interval) (words, number string) {
	write := func(x float64) string { return AsFraction.Exact(x) }
	switch {
	case i.Lo == 0 && i.Hi == 0:
		return "subcontracting changes the index by", "0"
	case i.Lo >= 0:
		return "subcontracting adds to the index", Between(i, AsFraction)
	case i.Hi <= 0:
		return "subcontracting takes from the index", Between(result.Interval{Lo: -i.Hi, Hi: -i.Lo}, AsFraction)
	case i.Lo == i.Hi:
		return "subcontracting changes the index by", write(i.Lo)
	}
	return "subcontracting changes the index by", Between(i, AsFraction)
}
