// SPDX-License-Identifier: Apache-2.0

package html

import (
	"math"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// bars is a picture of values in intervals. Lengths are in percent of the
// width, so that it fits every screen while its letters keep their size.
type bars struct {
	Max    float64
	Ticks  []tick
	Rows   []bar
	Height int
	Axis   int // y of the axis
}

// tick is a line of the axis with its label.
type tick struct{ X, Label, Anchor string }

// bar reaches solidly to the lower end of an interval and lightly to the
// upper one, where a whisker ends.
type bar struct {
	Label, Value   string
	Lo, Hi, Span   string // percent: ends and distance
	Exact          bool
	Class          string
	Text, Top, Mid int // y
	between        string
}

var percentTicks = []tick{{"0%", "0" + phrase.NBSP + "%", "start"}, {"25%", "25", "middle"}, {"50%", "50", "middle"}, {"75%", "75", "middle"}, {"100%", "100" + phrase.NBSP + "%", "end"}}

var unitTicks = []tick{{"0%", "0", "start"}, {"25%", "0.25", "middle"}, {"50%", "0.5", "middle"}, {"75%", "0.75", "middle"}, {"100%", "1", "end"}}

var scoreTicks = []tick{{"0%", "0", "start"}, {"25%", "25", "middle"}, {"50%", "50", "middle"}, {"75%", "75", "middle"}, {"100%", "100", "end"}}

const (
	rowHeight = 42
	axisRoom  = 24
)

// add adds a row. The label is cut so that it leaves room for the value on a
// narrow screen.
func (b *bars) add(who part, i result.Interval, value, class string) {
	lo, hi := b.scale(i.Lo), b.scale(i.Hi)
	y := len(b.Rows) * rowHeight
	b.Rows = append(b.Rows, bar{
		Label: phrase.Clean(who.Text, 34), Value: value, Lo: percents(lo), Hi: percents(hi), Span: percents(hi - lo), Exact: hi-lo < 0.0005,
		Class: class, Text: y + 15, Top: y + 21, Mid: y + 28, between: who.Text + " " + value,
	})
}

// scale is the place of a number between nothing and the most.
func (b *bars) scale(x float64) float64 {
	if math.IsNaN(x) || b.Max <= 0 {
		return 0
	}
	return min(max(x/b.Max, 0), 1)
}

// place sets what depends on the number of rows.
func (b *bars) place() *bars {
	if len(b.Rows) == 0 {
		return nil
	}
	b.Axis = len(b.Rows) * rowHeight
	b.Height = b.Axis + axisRoom
	return b
}

// describe says in words what the picture shows, for those who cannot see it.
func (b *bars) describe(what string) string {
	var rows []string
	for _, r := range b.Rows {
		rows = append(rows, r.between)
	}
	return "Bars of the " + what + ": " + phrase.List(rows, 6, 0) + ". A solid bar reaches to the lower end of what is known, the whisker to the upper end."
}

// percents writes a share as a length.
func percents(x float64) string {
	if math.IsNaN(x) {
		x = 0
	}
	return strconv.FormatFloat(math.Round(min(max(x, 0), 1)*1e4)/100, 'f', -1, 64) + "%"
}

// shortShare writes an interval of shares where there is little room.
func shortShare(i result.Interval) string {
	if i.Lo <= 0 && i.Hi >= 1 {
		return "not known"
	}
	if i.Lo <= 0 && i.Hi > 0 {
		return "≤" + phrase.NBSP + phrase.InPercent.Up(i.Hi)
	}
	if i.Hi >= 1 && i.Lo < 1 {
		return "≥" + phrase.NBSP + phrase.InPercent.Down(i.Lo)
	}
	return shortBetween(i, phrase.InPercent)
}

// shortBetween writes both ends with a dash.
func shortBetween(i result.Interval, s phrase.Scale) string {
	lo, hi := math.IsInf(i.Lo, -1), math.IsInf(i.Hi, 1)
	switch {
	case lo && hi:
		return "not known"
	case hi:
		return "≥" + phrase.NBSP + s.Down(i.Lo)
	case lo:
		return "≤" + phrase.NBSP + s.Up(i.Hi)
	}
	if i.Lo == i.Hi {
		return s.Exact(i.Lo)
	}
	from, to := s.Down(i.Lo), s.Up(i.Hi)
	if from == to {
		return from
	}
	if unit := phrase.NBSP + "%"; strings.HasSuffix(from, unit) && strings.HasSuffix(to, unit) {
		from = strings.TrimSuffix(from, unit)
	}
	return from + "–" + to
}

// shortUnit writes an interval of 0..1 that may say nothing.
func shortUnit(i result.Interval) string {
	if i.Lo <= 0 && i.Hi >= 1 {
		return "not known"
	}
	return shortBetween(i, phrase.AsFraction)
}
