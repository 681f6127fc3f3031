// SPDX-License-Identifier: Apache-2.0

package phrase

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/result"
)

// ImportanceNote says what importance rests on.
const ImportanceNote = "with the probabilities of loss that were assumed, each supplier by itself; not a forecast"

// Failures lists the rows of importance, the likeliest failures first.
func Failures(a *result.Assessment) []*result.Importance {
	var out []*result.Importance
	for i := range a.Importance {
		out = append(out, &a.Importance[i])
	}
	slices.SortStableFunc(out, func(x, y *result.Importance) int {
		return cmp.Or(cmp.Compare(y.P.Lo, x.P.Lo), cmp.Compare(y.P.Hi, x.P.Hi))
	})
	return out
}

// ModeWords says how the loss of suppliers is felt.
func ModeWords(mode string) string {
	switch mode {
	case "stop":
		return "stops at once"
	case "noSupply":
		return "gets no new deliveries"
	case "all":
		return "stops without services and deliveries together"
	case "noCare":
		return "gets no updates"
	}
	return Clean(mode, MaxName)
}

// Chance says how likely an asset fails.
func Chance(x *result.Importance) string {
	words := Share(x.P)
	if x.Bounded {
		words += ", bounded: too many cut sets for more"
	}
	return words
}

// Part says what a supplier has to do with the failures of an asset: how much
// safer the asset would be without its loss, and in how many failures it has
// a hand.
func Part(r *result.ImportanceRow) (birnbaum, part string) {
	birnbaum = Between(r.Birnbaum, AsFraction)
	if r.FussellVesely == nil {
		return birnbaum, "none: the asset cannot fail"
	}
	return birnbaum, Share(*r.FussellVesely)
}
