// SPDX-License-Identifier: Apache-2.0

package result

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// MeasureParam begins the names of the parameters of measures among
// [Assessment.Params]; the others are those of rules.
const MeasureParam = "measure."

// SinglePoint is one party, owner, country or component whose loss stops an
// asset.
type SinglePoint struct {
	Asset     string   `json:"asset"`
	By        string   `json:"by"`   // supplier | owner | controlCountry | component
	Mode      string   `json:"mode"` // stop | noSupply | noCare | all: stop and noSupply together, where neither is enough
	Key       string   `json:"key"`
	Certainty string   `json:"certainty"` // certain | possible
	Count     int      `json:"count,omitempty"`
	Examples  []string `json:"examples,omitempty"`
	// MattersAfter is absent where neither the asset's tolerance nor a stock
	// is stated, and in mode noCare.
	MattersAfter *MattersAfter `json:"mattersAfter,omitempty"`
}

// CutSet is a minimal set of losses that stops an asset.
type CutSet struct {
	Asset     string   `json:"asset"`
	By        string   `json:"by"`
	Mode      string   `json:"mode"`
	Size      int      `json:"size"`
	Keys      []string `json:"keys"`
	Certainty string   `json:"certainty"`
	// MattersAfter is as for single points.
	MattersAfter *MattersAfter `json:"mattersAfter,omitempty"`
}

// Restartable lists what runs but could not be started again.
type Restartable struct {
	Asset string   `json:"asset"`
	Mode  string   `json:"mode"`
	Keys  []string `json:"keys"` // the supplier whose loss leaves it so; none: it is so now
}

// MattersAfter is how long after a loss the asset's tolerance is used up.
type MattersAfter struct {
	// ToleranceDays is how long the asset may be without what it needs.
	// Absent: nobody stated it.
	ToleranceDays *float64 `json:"toleranceDays,omitempty"`
	// StopsAfterDays is when the asset stops: at once in mode stop, after the
	// stock of those who are lost in mode noSupply.
	StopsAfterDays Interval `json:"stopsAfterDays"`
	// Days is StopsAfterDays plus the tolerance.
	Days Interval `json:"days"`
}

// String says it in words: matters after 4 hours, after 43 days or later.
func (m MattersAfter) String() string {
	switch lo, hi := m.Days.Lo, m.Days.Hi; {
	case lo == hi:
		return "matters after " + span(lo)
	case math.IsInf(hi, 1) && lo == 0:
		return "matters after a time that is not known"
	case math.IsInf(hi, 1):
		return "matters after " + span(lo) + " or later"
	default:
		return fmt.Sprintf("matters after %s to %s", span(lo), span(hi))
	}
}

// span writes days, or hours below two days.
func span(days float64) string {
	n, unit := days, "day"
	if days < 2 {
		n, unit = days*24, "hour"
	}
	n, _ = strconv.ParseFloat(strconv.FormatFloat(n, 'g', 3, 64), 64)
	if n != 1 {
		unit += "s"
	}
	return strconv.FormatFloat(n, 'f', -1, 64) + " " + unit
}

// Integrity is how far the compromise of one party could reach. Redundancy
// does not help: an alternative is one more way in.
type Integrity struct {
	Key string `json:"key"` // party; unlisted: whoever stands behind what nobody is known to
	By  string `json:"by"`  // supplier | owner
	// Weight is the sum of the criticality weights of the assets.
	Weight     float64  `json:"weight"`
	Assets     int      `json:"assets"`
	Examples   []string `json:"examples,omitempty"` // the most critical assets
	Components int      `json:"components"`         // that are or depend on the party's
	// Certainty is certain for what the party is known to supply or to have
	// privileged access to. possible adds access of a kind that nobody stated
	// and, by owner, suppliers whose owner it may be.
	Certainty string `json:"certainty"`
	// Through is up to ten of the suppliers whose subcontractor the party is, or
	// by owner has: it could reach what they supply by way of them.
	Through []string `json:"through,omitempty"`
}

// compare puts what reaches far first, within one grouping and certainty.
func (i *Integrity) compare(j *Integrity) int {
	return cmp.Or(
		strings.Compare(i.By, j.By), strings.Compare(i.Certainty, j.Certainty),
		cmp.Compare(j.Weight, i.Weight), cmp.Compare(j.Assets, i.Assets), cmp.Compare(j.Components, i.Components),
		strings.Compare(i.Key, j.Key),
	)
}

// Cycle is components each of which depends on each other one, directly or
// through others: a strongly connected component of the dependencies.
type Cycle struct {
	Scope string `json:"scope"`
	Size  int    `json:"size"` // components that depend on one another
	// Path is a shortest cycle among them: each depends on the next, the last on
	// the first. There may be any number of others.
	Path Way `json:"path"`
}

// Way is ids in the order of going from one to the next, which is kept.
type Way []string

// compare puts the largest group first.
func (c *Cycle) compare(d *Cycle) int {
	return cmp.Or(strings.Compare(c.Scope, d.Scope), cmp.Compare(d.Size, c.Size), slices.Compare(c.Path, d.Path))
}

// Importance is the probability that one asset stops in a loss mode, given
// assumed probabilities that its suppliers are lost, and what each supplier
// has to do with it.
type Importance struct {
	Asset string `json:"asset"`
	Mode  string `json:"mode"`
	// P contains the probability that the asset stops.
	P Interval `json:"p"`
	// Bounded says that the cut sets are too many for exact figures.
	Bounded   bool            `json:"bounded,omitempty"`
	Suppliers []ImportanceRow `json:"suppliers"`
	Rest      int             `json:"rest,omitempty"` // suppliers that matter less and are not listed
}

// ImportanceRow is what one supplier has to do with the failure of an asset.
type ImportanceRow struct {
	Key      string   `json:"key"`
	P        float64  `json:"p"`        // assumed probability that it is lost
	Birnbaum Interval `json:"birnbaum"` // ∂P(asset stops)/∂p
	// FussellVesely is the share of the failures in which a minimal cut set
	// with the supplier has happened. Absent: the asset cannot fail.
	FussellVesely *Interval `json:"fussellVesely,omitempty"`
}
