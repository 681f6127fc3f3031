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
	margin              = 40
	maxInRow, maxRows   = 6, 12
)

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
	fmt.Fprint(w, `<defs><marker id="control-head" class="head" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0,0L8,4L0,8z" fill="#334155"/></marker></defs>`+"\n")
	fmt.Fprintf(w, `<rect class="paper" width="%d" height="%d" fill="#ffffff"/>`+"\n", width, height)
	for _, s := range v.Holdings {
		from, ok := at[s.Holder]
		to, ok2 := at[s.Party]
		if ok && ok2 {
			v.arrow(w, s, from, to)
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

// rows sorts the parties by their distance from the one at the foot, with how
// many there is no room for.
func (v *View) rows() (rows [][]string, left int) {
	rows = [][]string{{v.Control.Party}}
	seen := map[string]bool{v.Control.Party: true}
	for len(rows) <= maxRows {
		var next []string
		for _, s := range v.Holdings {
			if slices.Contains(rows[len(rows)-1], s.Party) && !seen[s.Holder] {
				seen[s.Holder] = true
				next = append(next, s.Holder)
			}
		}
		if len(next) == 0 {
			break
		}
		slices.SortStableFunc(next, func(x, y string) int { return v.weight(y) - v.weight(x) }) // what matters finds room
		if len(rows) < maxRows {
			rows = append(rows, next[:min(len(next), maxInRow)])
		} else {
			break
		}
	}
	all := map[string]bool{v.Control.Party: true}
	for _, s := range v.Holdings {
		all[s.Holder] = true
	}
	left = len(all)
	for _, row := range rows {
		left -= len(row)
	}
	return rows, left
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

// arrow leads from a holder down to what it holds; one that goes up again, in
// a circle, runs beside the boxes.
func (v *View) arrow(w io.Writer, s ownership.Stake, from, to box) {
	class, stroke := "holding", `stroke="#94a3b8" stroke-width="1.2"`
	if s.OnPath {
		class, stroke = "path", `stroke="#1d4ed8" stroke-width="2.4"`
	}
	title := v.full(s.Holder) + ", of " + v.full(s.Party) + ": " + stakeWords(s) + "; " + grounds(s.At, s.Source)
	fmt.Fprintf(w, `<g class="%s"><title>%s</title>`, class, html.EscapeString(title))
	label := percent(s.Votes)
	if from.row > to.row {
		x1, y1, x2, y2 := from.x+boxWidth/2, from.y+boxHeight, to.x+boxWidth/2, to.y-2
		mid := (y1 + y2) / 2
		fmt.Fprintf(w, `<path d="M%d,%dC%d,%d %d,%d %d,%d" fill="none" %s marker-end="url(#control-head)"/>`, x1, y1, x1, mid, x2, mid, x2, y2, stroke)
		fmt.Fprintf(w, `<text class="votes" x="%d" y="%d" fill="#0f172a">%s</text></g>`+"\n", (x1+x2)/2+6, mid+4, label)
		return
	}
	x, y1, y2 := from.x+boxWidth, from.y+boxHeight/2, to.y+boxHeight/2
	end := to.x + boxWidth + 2
	fmt.Fprintf(w, `<path d="M%d,%dC%d,%d %d,%d %d,%d" fill="none" %s marker-end="url(#control-head)"/>`, x, y1, x+margin, y1, end+margin, y2, end, y2, stroke)
	fmt.Fprintf(w, `<text class="votes" x="%d" y="%d" fill="#0f172a">%s</text></g>`+"\n", x+4, (y1+y2)/2+4, label)
}
