// SPDX-License-Identifier: Apache-2.0

package lockin

import (
	"fmt"
	"math"
	"time"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// daysOfYear is the mean length of a Gregorian year.
const daysOfYear = 365.2425

// Months is the time between two moments in months of a twelfth of a mean
// Gregorian year; negative where to lies before from.
func Months(from, to time.Time) float64 {
	return to.Sub(from).Hours() / 24 * 12 / daysOfYear
}

// The right to switch of Regulation (EU) 2023/2854 (Data Act): notice of at
// most two months, art. 25(2)(d), then a transition of at most 30 days, art.
// 25(2)(a). A provider that shows it to be technically unfeasible may take up
// to seven months, art. 25(4), which is not assumed here.
const (
	dataActNoticeMonths   = 2
	dataActTransitionDays = 30
)

// dataActMonths is the longest statutory way out.
func dataActMonths() float64 { return dataActNoticeMonths + dataActTransitionDays*12/daysOfYear }

// dataActApplies is the day from which the Data Act applies, art. 50.
func dataActApplies() time.Time { return time.Date(2025, time.September, 12, 0, 0, 0, 0, time.UTC) }

// DataActOf is what the records say of the right to switch under the Data
// Act: the clause dataAct of the contract where it is stated; false for
// products that are no service, since the act's chapter VI is about data
// processing services; else unknown.
func DataActOf(p *system.Product, c *system.Contract) *bool {
	if c != nil {
		if stated, ok := c.Clauses["dataAct"]; ok {
			return &stated
		}
	}
	if p != nil && p.Kind != "" && p.Kind != "service" {
		return new(false)
	}
	return nil
}

// exit is the earliest way out of a contract.
type exit struct {
	months result.Interval // Hi is +Inf where no end is in sight
	why    string
}

func (e exit) dimension() dimension {
	value := result.Interval{Lo: e.months.Lo / fullContractMonths, Hi: e.months.Hi / fullContractMonths}
	return dimension{capped(value, 1), e.why}
}

func later(lo float64) result.Interval { return result.Interval{Lo: lo, Hi: math.Inf(1)} }

// contractExit is the months from the as-of date to the earliest exit.
func contractExit(in Input) exit {
	c := in.Contract
	if c == nil {
		if in.NoContract {
			return exit{result.Exactly(0), "no contract binds"}
		}
		return exit{later(0), "no contract is recorded"}
	}
	if ended(c, in.AsOf) {
		return exit{result.Exactly(0), "the contract ended on " + c.End.String()}
	}
	e := termExit(c, in.AsOf)
	if c.Convenience == nil || *c.Convenience {
		notice := result.Interval{Lo: 0, Hi: math.Inf(1)}
		why := "it can be ended at any time; the notice is not recorded"
		if c.NoticeMonths != nil {
			notice = result.Exactly(math.Max(*c.NoticeMonths, 0))
			why = fmt.Sprintf("it can be ended at any time with %g months' notice", *c.NoticeMonths)
		}
		quick := earlier(notice, e.months)
		if c.Convenience == nil {
			e.months.Lo = quick.Lo
			e.why += "; whether it can be ended earlier is not recorded"
		} else if quick != e.months {
			e = exit{quick, why}
		}
	}
	return withDataAct(e, in)
}

// ended reports whether the contract's last day lies before the moment.
func ended(c *system.Contract, asOf time.Time) bool {
	return !c.End.IsZero() && !supplier.Within(asOf, supplier.Date{}, c.End)
}

// earlier is the interval of the smaller of two values.
func earlier(i, j result.Interval) result.Interval {
	return result.Interval{Lo: math.Min(i.Lo, j.Lo), Hi: math.Min(i.Hi, j.Hi)}
}

// termExit is the next renewal or end whose notice can still be given. Where
// no such date is left the contract is prolonged by a time that nobody
// recorded. Of the two dates, one that is not stated does not exist where
// the other one is.
func termExit(c *system.Contract, asOf time.Time) exit {
	var dates []supplier.Date
	for _, d := range []supplier.Date{c.Renewal, c.End} {
		if !d.IsZero() && supplier.Within(asOf, supplier.Date{}, d) {
			dates = append(dates, d)
		}
	}
	if len(dates) == 2 && dates[1].Before(dates[0].Time) {
		dates[0], dates[1] = dates[1], dates[0]
	}
	if len(dates) == 0 {
		return exit{later(0), "no end or renewal ahead is recorded"}
	}
	until := func(d supplier.Date) float64 { return math.Max(Months(asOf, d.Time), 0) }
	if c.NoticeMonths == nil {
		return exit{later(until(dates[0])), "the next date is " + dates[0].String() + "; the notice is not recorded"}
	}
	for _, d := range dates {
		if until(d) >= *c.NoticeMonths {
			return exit{result.Exactly(until(d)), fmt.Sprintf("the earliest exit is %s, with %g months' notice", d, *c.NoticeMonths)}
		}
	}
	last := dates[len(dates)-1]
	return exit{later(until(last)), fmt.Sprintf("the notice for %s can no longer be given", last)}
}

// withDataAct applies the statutory right to switch, which no contract can
// take away.
func withDataAct(e exit, in Input) exit {
	if in.AsOf.Before(dataActApplies()) || in.DataAct != nil && !*in.DataAct {
		return e
	}
	capped := earlier(e.months, result.Exactly(dataActMonths()))
	if capped == e.months {
		return e
	}
	if in.DataAct == nil {
		e.months.Lo = capped.Lo
		e.why += "; whether the Data Act gives a way out is not recorded"
		return e
	}
	return exit{capped, "the Data Act gives a way out: two months' notice and 30 days"}
}

// horizon is the months until the supplier could be left: the contract's
// exit, or procurement and migration if these take longer.
func horizon(in Input, contract result.Interval) result.Interval {
	var migration system.Migration
	if in.Product != nil {
		migration = in.Product.Migration
	}
	return contract.Max(plus(interval(migration.ProcurementMonths), interval(migration.Months)))
}
