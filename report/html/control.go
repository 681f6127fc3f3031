// SPDX-License-Identifier: Apache-2.0

package html

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

var controlKinds = map[string]string{
	"sole":           "controlled by",
	"joint":          "jointly controlled by",
	"circular":       "in a circle of control with",
	"deFacto":        "in practice controlled by",
	"dispersed":      "no holder can control it",
	"notEstablished": "control not established",
}

// controlWords says who decides over a party, and from where.
func (b *builder) controlWords(c *result.Control) string {
	kind := controlKinds[c.Kind]
	if kind == "" {
		kind = phrase.Clean(c.Kind, phrase.MaxName)
	}
	others := c.Controllers
	if c.Kind == "circular" {
		others = slices.DeleteFunc(slices.Clone(others), func(id string) bool { return id == c.Party })
	}
	who := phrase.List(phrase.Apply(others, b.Party), 6, 0)
	switch {
	case c.Kind == "notEstablished" && len(others) > 0:
		kind += ", possibly by " + who
	case c.Kind == "notEstablished":
	case len(others) == 1 && others[0] == c.Party && c.Kind == "dispersed":
	case len(others) == 1 && others[0] == c.Party:
		kind = "controls itself"
	case len(others) > 0:
		kind += " " + who
		if !c.Certain {
			kind += " (possibly)"
		}
	}
	country := "country of control not established"
	if len(c.Countries) == 1 {
		country = "country of control " + phrase.Clean(c.Countries[0], phrase.MaxName)
	} else if len(c.Countries) > 1 {
		country = "country of control one of " + phrase.List(phrase.Apply(c.Countries, phrase.Text), 6, 0)
	}
	return kind + "; " + country
}

// controlPicture draws who holds whom, the party at the foot.
type controlPicture struct {
	Width, Height int
	Boxes         []box
	Arrows        []arrow
}

type box struct {
	X, Y, W, H, TX, TY int
	Text, Class        string
}

type arrow struct {
	D, Text string
	TX, TY  int
	Anchor  string
}

const (
	boxWidth, boxHeight = 220, 36
	boxGapX, boxGapY    = 20, 46
	maxBoxesInRow       = 6
)

// controlFigure draws the path of control and lists its steps.
func (b *builder) controlFigure(c *result.Control) *figure {
	if len(c.Path) == 0 && len(c.Integrated) == 0 {
		return nil
	}
	f := &figure{ID: b.anchor("control", c.Party), Title: "Who controls " + b.Party(c.Party)}
	t := table{ID: f.ID + "-t", Caption: "Holdings and shares over all ways", Cols: cols("Holder", "Of", "#Votes", "Stated in")}
	for _, s := range c.Path {
		t.Rows = append(t.Rows, []cell{words(b.partyPart(s.Holder)), words(b.partyPart(s.Party)),
			num(b.number(shortShare(s.Votes), "control", c.Party), key(s.Votes)), words(part{Text: place(s.At), Class: "dim place"})})
	}
	for _, s := range c.Integrated[:min(len(c.Integrated), 20)] {
		t.Rows = append(t.Rows, []cell{words(b.partyPart(s.Owner)), words(b.partyPart(c.Party), dim(" (over all ways of ownership)")),
			num(b.number(shortShare(s.Share), "control", c.Party, "integrated", s.Owner), key(s.Share)), words(dim("computed"))})
	}
	f.Table = t
	if len(c.Path) == 0 {
		return f
	}
	var steps []string
	for _, s := range c.Path {
		steps = append(steps, b.Party(s.Holder)+" holds "+shortShare(s.Votes)+" of the votes of "+b.Party(s.Party))
	}
	f.Desc = phrase.List(steps, 12, 0) + "."
	f.Path = b.drawControl(c)
	return f
}

// others lists who matters for a party beside those who control it, nil where
// nobody does.
func (b *builder) others(c *result.Control) *table {
	all := b.Others(c)
	if len(all) == 0 {
		return nil
	}
	t := &table{ID: b.anchor("others", c.Party), Caption: "Who else matters for " + b.Party(c.Party), Cols: cols("Holder", "Has", "#How much", "Stated in")}
	for i := range all[:min(len(all), 20)] {
		o := &all[i]
		holder := []part{b.partyPart(o.Holder)}
		for k, id := range o.Behind {
			holder = append(holder, dim([]string{" controlled by ", ", "}[min(k, 1)]), b.partyPart(id))
		}
		has, much, at := o.Right, num(plainText(""), ""), dim("computed")
		if o.Right == "" {
			has = "a significant holding"
			size := o.Larger()
			much = num(b.number(shortShare(size), "control", c.Party, "significant", o.Holder), key(size))
		} else if len(o.Evidence) > 0 {
			at = part{Text: place(o.Evidence[0]), Class: "dim place"}
		}
		if !o.Certain {
			has += " (possibly)"
		}
		t.Rows = append(t.Rows, []cell{words(holder...), line(has), much, words(at)})
	}
	t.Note = moreRows(len(all)-len(t.Rows), "holders")
	return t
}

// drawControl puts each holder one row above what it holds, so that the
// ultimate ones stand at the top.
func (b *builder) drawControl(c *result.Control) *controlPicture {
	rows := controlRows(c)
	widest := 0
	for _, row := range rows {
		widest = max(widest, len(row))
	}
	p := &controlPicture{Width: widest*(boxWidth+boxGapX) + 44, Height: len(rows)*(boxHeight+boxGapY) - boxGapY + 4}
	at := map[string]box{}
	level := map[string]int{}
	for i, row := range rows {
		left := (p.Width - len(row)*(boxWidth+boxGapX) + boxGapX) / 2
		for j, id := range row {
			x, y := left+j*(boxWidth+boxGapX), 2+(len(rows)-1-i)*(boxHeight+boxGapY)
			class := "holder"
			if id == c.Party {
				class = "self"
			} else if slices.Contains(c.Controllers, id) {
				class = "top"
			}
			at[id] = box{X: x, Y: y, W: boxWidth, H: boxHeight, TX: x + boxWidth/2, TY: y + 23, Text: phrase.Clean(b.Party(id), 28), Class: class}
			level[id] = i
			p.Boxes = append(p.Boxes, at[id])
		}
	}
	for _, s := range c.Path {
		from, ok := at[s.Holder]
		to, ok2 := at[s.Party]
		if !ok || !ok2 {
			continue
		}
		p.Arrows = append(p.Arrows, connect(from, to, level[s.Holder] > level[s.Party], shortShare(s.Votes)))
	}
	return p
}

// controlRows sorts the parties of a path by their distance from the party at
// the foot.
func controlRows(c *result.Control) [][]string {
	rows := [][]string{{c.Party}}
	seen := map[string]bool{c.Party: true}
	for {
		var next []string
		for _, s := range c.Path {
			if slices.Contains(rows[len(rows)-1], s.Party) && !seen[s.Holder] {
				seen[s.Holder] = true
				next = append(next, s.Holder)
			}
		}
		if len(next) == 0 || len(rows) > 12 {
			return rows
		}
		rows = append(rows, next[:min(len(next), maxBoxesInRow)])
	}
}

// connect draws an arrow from a holder down to what it holds; one that closes
// a circle goes back up beside the boxes.
func connect(from, to box, down bool, votes string) arrow {
	if down {
		x1, y1, x2, y2 := from.TX, from.Y+from.H, to.TX, to.Y-7
		mid := (y1 + y2) / 2
		return arrow{D: "M" + point(x1, y1) + "C" + point(x1, mid) + " " + point(x2, mid) + " " + point(x2, y2), Text: votes, TX: (x1+x2)/2 + 8, TY: mid + 5, Anchor: "start"}
	}
	x, y1, y2 := from.X+from.W, from.Y+from.H/2, to.Y+to.H/2
	end := to.X + to.W + 7
	return arrow{D: "M" + point(x, y1) + "C" + point(x+30, y1) + " " + point(end+30, y2) + " " + point(end, y2), Text: votes, TX: x - 6, TY: (y1+y2)/2 + 5, Anchor: "end"}
}

func point(x, y int) string {
	return strings.Join([]string{strconv.Itoa(x), strconv.Itoa(y)}, ",")
}
