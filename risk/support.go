// SPDX-License-Identifier: Apache-2.0

package risk

import (
	"cmp"
	"slices"
	"time"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// Support is what SBOMs say of the support of a component.
type Support struct {
	Until  supplier.Date // the last day of support stated; of several the earliest
	Levels []string      // as SPDX 3 names them, sorted: support, limitedSupport, noSupport, endOfSupport …
}

// supportOf reads what one SBOM says of a component, nil for nothing. An end
// of support that is no date says nothing.
func supportOf(n *sbom.Node) *Support {
	if n.More == nil {
		return nil
	}
	s := &Support{Levels: union(nil, n.More.SupportLevels)}
	until := validUntil(n.More)
	if t, err := time.Parse(time.DateOnly, until[:min(len(time.DateOnly), len(until))]); err == nil {
		s.Until = supplier.Date{Time: t}
	}
	if s.Until.IsZero() && len(s.Levels) == 0 {
		return nil
	}
	return s
}

// with puts together what two SBOMs say of one component.
func (s *Support) with(o *Support) *Support {
	if s == nil || o == nil {
		return cmp.Or(s, o)
	}
	out := &Support{Until: s.Until, Levels: union(s.Levels, o.Levels)}
	if out.Until.IsZero() || !o.Until.IsZero() && o.Until.Before(out.Until.Time) {
		out.Until = o.Until
	}
	return out
}

// The levels of SPDX 3 that say whether there is support. The others, such as
// deployed and development, do not.
var (
	supportedLevels   = []string{"limitedSupport", "support"}
	unsupportedLevels = []string{"endOfSupport", "noSupport"}
)

// facts are what rules see of it on a day: nil where it says nothing of the
// day, or says yes and no.
func (s *Support) facts(day time.Time) (supported *bool, until string) {
	if s == nil {
		return nil, ""
	}
	has := func(levels []string) bool {
		return slices.ContainsFunc(s.Levels, func(l string) bool { return slices.Contains(levels, l) })
	}
	yes, no := has(supportedLevels), has(unsupportedLevels)
	if !s.Until.IsZero() {
		within := supplier.Within(day, supplier.Date{}, s.Until)
		if within {
			yes = true
		} else {
			yes, no = false, true // a level is of the day the SBOM was made
		}
	}
	if yes != no {
		supported = &yes
	}
	return supported, s.Until.String()
}
