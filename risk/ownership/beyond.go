// SPDX-License-Identifier: Apache-2.0

package ownership

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// MaxListed is the largest number of significant holdings, and of entries of
// decisive influence, that [Beyond] lists: long chains, which no real network
// has, make as many as there are pairs of parties.
const MaxListed = 200_000

// Beyond gives for every party who matters beside its controllers: the
// significant holdings of at least the threshold (see [SignificantHoldings])
// and decisive influence (see [Decisive]), in the form of results, in rows
// with nothing else but the party. Where either has more than [MaxListed]
// entries, both are left out, with the warning ownership/too-many.
func Beyond(in Input, threshold float64) (map[string]result.Control, diag.List) {
	if len(in.Holdings) == 0 && len(in.Rights) == 0 {
		return nil, nil
	}
	var diags diag.List
	holdings, few := significantHoldings(in, threshold, MaxListed)
	var influences []Influence
	if few {
		influences, few = decisive(in, MaxListed)
	}
	if !few {
		diags.Warnf("ownership/too-many", diag.Position{}, "significant holdings and decisive influence are left out: there are more than %d", MaxListed)
		return nil, diags
	}
	out := map[string]result.Control{}
	for _, s := range holdings {
		c := out[s.Party]
		c.Party = s.Party
		c.Significant = append(c.Significant, result.SignificantHolding{Holder: s.Holder, Share: s.Share, Votes: s.Votes, Through: s.Through, Certain: s.Certain})
		out[s.Party] = c
	}
	for _, x := range influences {
		c := out[x.Party]
		c.Party = x.Party
		c.Decisive = append(c.Decisive, x.row(c.Decisive)...)
		out[x.Party] = c
	}
	return out, nil
}

// row is the influence in the form of results; none where the last row says
// the same and takes the evidence.
func (x Influence) row(rows []result.Influence) []result.Influence {
	var at []result.Evidence
	if x.At != (result.Evidence{}) {
		at = []result.Evidence{x.At}
	}
	if k := len(rows) - 1; k >= 0 {
		last := &rows[k]
		if last.Holder == x.Holder && last.By == x.By && last.Through == x.Through && last.Certain == x.Certain {
			last.Evidence = append(last.Evidence, at...)
			return nil
		}
	}
	return []result.Influence{{Holder: x.Holder, By: x.By, Through: x.Through, Certain: x.Certain, Evidence: at}}
}
