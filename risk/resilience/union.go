// SPDX-License-Identifier: Apache-2.0

package resilience

import "github.com/kedja/kedja/result"

// bounds contains the probability of failure where the diagram is too large.
// Below: that of the cuts of one or two keys, if these are few enough, else
// of the single points. Above: as if the cuts were independent of one another,
// which for independent keys is never less than their union (Esary and
// Proschan 1963), and any larger set of lost keys.
func (e *estimator) bounds(sure, may family, classes []int32) result.Interval {
	lo := 1 - e.spared(sure.upTo(1))
	if v, ok := e.view(sure.upTo(MaxCutSize-1), classes); ok {
		lo = v.total().fails
	}
	all := one()
	for _, class := range classes {
		all = all.times(e.keys[class].all)
	}
	return share(lo, 1-e.spared(may)+all.from(e.complete+1))
}

// spared is the probability that no cut happens, were they independent.
func (e *estimator) spared(f family) float64 {
	out := 1.0
	for _, c := range f {
		p := 1.0
		for _, class := range c.k[:c.n] {
			p *= e.keys[class].all.from(1)
		}
		out *= 1 - p
	}
	return out
}

// upTo is the cuts of at most size classes.
func (f family) upTo(size int8) family {
	for i, c := range f {
		if c.n > size {
			return f[:i:i]
		}
	}
	return f
}
