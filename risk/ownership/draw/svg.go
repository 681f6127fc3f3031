// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"bufio"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/kedja/kedja/risk/ownership"
)

const (
	boxWidth, boxHeight = 230, 48
	gapX, gapY          = 24, 62
	margin              = 70
	maxInRow, maxRows   = 6, 12
)

// halo keeps a label apart from the lines behind it.
const halo = `fill="#0f172a" stroke="#ffffff" stroke-width="4" paint-order="stroke"`

// box is a party in the picture.
type box struct {
	x, y, row int
	class     string
}

// SVG writes the explanation as a picture: every holder one row above what it
// holds, the party at the foot, the path of control drawn strong. Colours are
// attributes, not styles, so that a page with a strict policy can take it in
// and its style sheet can overrule them by class.
func SVG(out io.Writer, v *View) error {
	rows, left := v.rows()
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row))
	}
	width := widest*(boxWidth+gapX) - gapX + 2*margin
	height := len(rows)*(boxHeight+gapY) - gapY + 2*margin
	at := map[string]box{}
	for i, row := range rows {
		x := (width - len(row)*(boxWidth+gapX) + gapX) / 2
		for k, id := range row {
			at[id] = box{x + k*(boxWidth+gapX), margin + (len(rows)-1-i)*(boxHeight+gapY), i, v.class(id)}
		}
	}
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, `<svg xmlns="http://www.w3.org/2000/svg" class="control" role="img" aria-labelledby="control-title control-desc" viewBox="0 0 %d %d" width="%d" height="%d" font-family="sans-serif" font-size="13">`+"\n", width, height, width, height)
	fmt.Fprintf(w, `<title id="control-title">%s</title>`+"\n", html.EscapeString("Who controls "+v.name(v.Control.Party)))
	desc := "Control: " + v.control() + ". Country of control: " + v.country() + "."
	if left > 0 {
		desc += fmt.Sprintf(" %d further parties are not drawn.", left)
	}
	fmt.Fprintf(w, `<desc id="control-desc">%s</desc>`+"\n", html.EscapeString(desc))
	fmt.Fprint(w, `<defs><marker id="control-head" class="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse" orient="auto"><path d="M0,0L8,4L0,8z" fill="#334155"/></marker></defs>`+"\n")
	fmt.Fprintf(w, `<rect class="paper" width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	for _, s := range v.Holdings {
		from, ok := at[s.Holder]
		to, ok2 := at[s.Party]
		if ok && ok2 {
			v.arrow(w, s, from, to, at)
		}
	}
	for _, row := range rows {
		for _, id := range row {
			v.box(w, id, at[id])
		}
	}
	fmt.Fprint(w, "</svg>\n")
	return w.Flush()
}

// rows puts every party above all that it holds, but for circles, with how
// many there is no room for.
func (v *View) rows() (rows [][]string, left int) {
	level := v.levels()
	rows = [][]string{{v.Control.Party}}
	seen := map[string]bool{v.Control.Party: true}
	for _, s := range v.Holdings {
		if id := s.Holder; !seen[id] {
			seen[id] = true
			for len(rows) <= level[id] {
				rows = append(rows, nil)
			}
			rows[level[id]] = append(rows[level[id]], id)
		}
	}
	left = len(seen)
	for i := range rows {
		slices.SortStableFunc(rows[i], func(x, y string) int { return v.weight(y) - v.weight(x) }) // what matters finds room
		rows[i] = rows[i][:min(len(rows[i]), maxInRow)]
	}
	rows = rows[:min(len(rows), maxRows)]
	for _, row := range rows {
		left -= len(row)
	}
	return rows, left
}

// levels are the most holdings between a party and the one at the foot, left
// out those that close a circle on the way up.
func (v *View) levels() map[string]int {
	held := map[string][]string{}
	for _, s := range v.Holdings {
		held[s.Party] = append(held[s.Party], s.Holder)
	}
	type frame struct {
		id   string
		next int
	}
	order, state := []string{}, map[string]int{v.Control.Party: 1} // 1 on the way, 2 done
	up := map[string][]string{}
	for calls := []frame{{id: v.Control.Party}}; len(calls) > 0; {
		f := &calls[len(calls)-1]
		if f.next == len(held[f.id]) {
			state[f.id] = 2
			order = append(order, f.id)
			calls = calls[:len(calls)-1]
			continue
		}
		holder := held[f.id][f.next]
		f.next++
		if state[holder] != 1 {
			up[f.id] = append(up[f.id], holder)
		}
		if state[holder] == 0 {
			state[holder] = 1
			calls = append(calls, frame{id: holder})
		}
	}
	level := map[string]int{}
	for _, id := range slices.Backward(order) { // each after all that it holds
		for _, holder := range up[id] {
			level[holder] = max(level[holder], level[id]+1)
		}
	}
	return level
}

func (v *View) weight(id string) int {
	switch {
	case slices.Contains(v.Control.Controllers, id):
		return 2
	case slices.ContainsFunc(v.Holdings, func(s ownership.Stake) bool { return s.OnPath && s.Holder == id }):
		return 1
	}
	return 0
}

// class says what the party is in the picture.
func (v *View) class(id string) string {
	class := "holder"
	switch {
	case id == v.Control.Party:
		class = "self"
	case slices.Contains(v.Control.Controllers, id):
		class = "top"
	}
	if slices.ContainsFunc(v.Open, func(q ownership.Question) bool { return q.Party == id }) {
		class += " open"
	}
	return class
}

func (v *View) box(w io.Writer, id string, b box) {
	fill, stroke, dash, open := "#f1f5f9", `stroke="#64748b"`, "", ""
	switch b.class {
	case "self", "self open":
		fill, stroke = "#ffffff", `stroke="#0f172a" stroke-width="2"`
	case "top", "top open":
		fill, stroke = "#dbeafe", `stroke="#1d4ed8" stroke-width="2"`
	}
	for _, q := range v.Open {
		if q.Party == id && open == "" {
			dash, open = ` stroke-dasharray="5 3"`, "; not known: "+v.question(q)
		}
	}
	fmt.Fprintf(w, `<g class="%s"><title>%s</title><rect x="%d" y="%d" width="%d" height="%d" rx="4" fill="%s" %s%s/>`, b.class,
		html.EscapeString(v.head(id)+open), b.x, b.y, boxWidth, boxHeight, fill, stroke, dash)
	fmt.Fprintf(w, `<text class="name" x="%d" y="%d" text-anchor="middle" fill="#0f172a">%s</text>`, b.x+boxWidth/2, b.y+20, html.EscapeString(clean(v.name(id), 30)))
	place := v.place(id)
	switch {
	case strings.HasPrefix(id, ownership.StatePrefix):
		place = "a state"
	case place == "":
		place = "where is not known"
	}
	fmt.Fprintf(w, `<text class="place" x="%d" y="%d" text-anchor="middle" fill="#475569" font-size="11">%s</text></g>`+"\n", b.x+boxWidth/2, b.y+38, html.EscapeString(place))
}

// arrow leads from a holder down to what it holds. One that passes rows runs
// on the left of them, one that goes up again, in a circle, on the right.
func (v *View) arrow(w io.Writer, s ownership.Stake, from, to box, at map[string]box) {
	class, stroke := "holding", `stroke="#94a3b8" stroke-width="1.2"`
	if s.OnPath {
		class, stroke = "path", `stroke="#1d4ed8" stroke-width="2.4"`
	}
	title := v.full(s.Holder) + ", of " + v.full(s.Party) + ": " + stakeWords(s) + "; " + grounds(s.At, s.Source)
	line := func(x1, y1, x2, y2, x3, y3, x4, y4, x, y int) {
		fmt.Fprintf(w, `<g class="%s"><title>%s</title>`, class, html.EscapeString(title))
		fmt.Fprintf(w, `<path d="M%d,%dC%d,%d %d,%d %d,%d" fill="none" %s marker-end="url(#control-head)"/>`, x1, y1, x2, y2, x3, y3, x4, y4, stroke)
		fmt.Fprintf(w, `<text class="votes" x="%d" y="%d" text-anchor="middle" %s>%s</text></g>`+"\n", x, y+4, halo, percent(s.Votes))
	}
	y1, y2 := from.y+boxHeight/2, to.y+boxHeight/2
	switch {
	case from.row == to.row+1:
		x1, y1, x2, y2 := from.x+boxWidth/2, from.y+boxHeight, to.x+boxWidth/2, to.y-2
		mid := (y1 + y2) / 2
		line(x1, y1, x1, mid, x2, mid, x2, y2, (x1+x2)/2, mid)
	case from.row > to.row:
		left := min(from.x, to.x)
		for _, b := range at {
			if b.row > to.row && b.row < from.row {
				left = min(left, b.x)
			}
		}
		line(from.x, y1, left-margin+10, y1, left-margin+10, y2, to.x-2, y2, left-margin*3/4+14, (y1+y2)/2)
	default:
		x1, x2 := from.x+boxWidth, to.x+boxWidth+2
		right := max(x1, x2)
		line(x1, y1, right+margin-10, y1, right+margin-10, y2, x2, y2, right+margin*3/4-14, (y1+y2)/2)
	}
}
