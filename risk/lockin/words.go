// SPDX-License-Identifier: Apache-2.0

package lockin

import (
	"math"
	"slices"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/system"
)

// Where the words of template B_07.01 begin. The regulation gives the words
// and no numbers: these cuts are a choice, with reasons in docs/method.md.
const (
	easyAlternatives = .5  // as many as one that could take over all of it
	easyMigration    = .25 // six months, or a third of a year's value
	mediumComplexity = .7  // the threshold of dora/SUBSTITUTE-0001 by default
)

// Substitutability lists the words of B_07.01.0050, the best first.
func Substitutability() []string {
	return []string{"easilySubstitutable", "mediumComplexity", "highlyComplex", "notSubstitutable"}
}

// Reintegration lists the words of B_07.01.0090, the best first.
func Reintegration() []string { return []string{"easy", "difficult", "highlyComplex"} }

// DORA puts dimensions into the words of template B_07.01. A dimension that
// is not among them is open. The words never get better as a dimension rises.
//
// Substitutability rests on alternatives and on what article 31(2)(d)(ii) of
// Regulation (EU) 2022/2554 calls the difficulty of migrating: time, cost and
// data. Reintegration, taking the work into one's own hands, needs nobody
// else: it rests on data, interfaces, migration time and integration.
func DORA(dimensions []result.Dimension) result.DORA {
	alternatives := worst(dimensions, Alternatives)
	migration := worst(dimensions, MigrationTime, MigrationCost, Data)
	back := worst(dimensions, Data, Interfaces, MigrationTime, Integration)
	var out result.DORA
	for i, end := range []struct{ alternatives, migration, back float64 }{
		{alternatives.Lo, migration.Lo, back.Lo}, {alternatives.Hi, migration.Hi, back.Hi},
	} {
		a, m := alternativesLevel(end.alternatives), migrationLevel(end.migration)
		out.Substitutability[i] = Substitutability()[max(a, m)]
		out.Reintegration[i] = Reintegration()[migrationLevel(end.back)]
		out.Reason = reason(a, m)
	}
	switch plan := worst(dimensions, ExitPlan); {
	case plan.Lo > .5:
		out.ExitPlan = "no"
	case plan.Hi <= .5:
		out.ExitPlan = "yes"
	default:
		out.ExitPlan = "unknown"
	}
	return out
}

// worst is the maximum of the named dimensions.
func worst(dimensions []result.Dimension, names ...string) result.Interval {
	var out result.Interval
	for _, name := range names {
		value := result.Interval{Lo: 0, Hi: 1}
		if i := slices.IndexFunc(dimensions, func(d result.Dimension) bool { return d.Name == name }); i >= 0 {
			value = dimensions[i].Value
		}
		out = out.Max(value)
	}
	return out
}

func alternativesLevel(x float64) int {
	switch {
	case x <= easyAlternatives:
		return 0
	case x <= mediumComplexity:
		return 1
	case x < 1:
		return 2
	}
	return 3
}

// migrationLevel ends at highly complex: a migration that takes long or costs
// much is still possible.
func migrationLevel(x float64) int {
	switch {
	case x <= easyMigration:
		return 0
	case x <= mediumComplexity:
		return 1
	}
	return 2
}

// reason is what B_07.01.0060 asks for where it asks: from highly complex on.
func reason(alternatives, migration int) string {
	switch {
	case alternatives >= 2 && migration >= 2:
		return "both"
	case alternatives >= 2:
		return "noRealAlternatives"
	case migration >= 2:
		return "migrationDifficulty"
	}
	return ""
}

// retrievalDays is the least time for taking data out after the transition,
// Regulation (EU) 2023/2854, art. 25(2)(g).
const retrievalDays = 30

// chargesEnd is the day from which no switching charges may be imposed, art.
// 29(1).
func chargesEnd() time.Time { return time.Date(2027, time.January, 12, 0, 0, 0, 0, time.UTC) }

// SwitchingOf gives the terms of switching that the records state, within
// what Regulation (EU) 2023/2854 asks for; nil where the act does not apply.
func SwitchingOf(in Input) *result.Switching {
	if in.AsOf.Before(dataActApplies()) || in.DataAct != nil && !*in.DataAct {
		return nil
	}
	out := &result.Switching{
		Applies: "unknown", Charges: "reduced", NoticeMonths: result.Interval{Lo: 0, Hi: dataActNoticeMonths},
		TransitionDays: result.Interval{Lo: 0, Hi: dataActTransitionDays}, RetrievalDays: result.Interval{Lo: retrievalDays, Hi: math.Inf(1)},
	}
	if in.DataAct != nil {
		out.Applies = "yes"
	}
	if !in.AsOf.Before(chargesEnd()) {
		out.Charges = "none"
	}
	if in.Product != nil {
		out.Product = in.Product.ID
	}
	if in.Contract != nil {
		terms(out, in.Contract)
	}
	return out
}

// terms takes over what the contract states. Its notice may be shorter than
// the act's and never longer; times that it states are shown as they are,
// whatever the act asks for.
func terms(out *result.Switching, c *system.Contract) {
	out.Contract = c.ID
	if c.NoticeMonths != nil {
		out.NoticeMonths = result.Exactly(min(max(*c.NoticeMonths, 0), dataActNoticeMonths))
	}
	if c.TransitionDays != nil {
		out.TransitionDays = result.Exactly(*c.TransitionDays)
	}
	if c.RetrievalDays != nil {
		out.RetrievalDays = result.Exactly(*c.RetrievalDays)
	}
}
