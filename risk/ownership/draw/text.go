// SPDX-License-Identifier: Apache-2.0

package draw

import (
	"bufio"
	"fmt"
	"io"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// most are the lines of a tree or a list that are shown; what is left out is
// counted.
const most = 60

// Text writes the explanation for a terminal: the answer, then the holders as
// a tree from the party up, in which a star marks what the answer rests on.
func Text(out io.Writer, v *View) error {
	w := bufio.NewWriter(out)
	fmt.Fprintf(w, "%s\n", v.full(v.Control.Party))
	row := func(name, value string) { fmt.Fprintf(w, "  %-19s %s\n", name, value) }
	row("control", v.control())
	if end := v.ultimate(); end != "" {
		row("ultimate controller", end)
	}
	row("country of control", v.country())
	if v.AsOf != "" {
		row("as of", v.AsOf)
	}
	fmt.Fprintf(w, "\nHolders, from the party up; * is what the answer rests on\n")
	v.tree(w)
	section := func(title string, lines []string) {
		if len(lines) == 0 {
			return
		}
		fmt.Fprintf(w, "\n%s\n", title)
		for _, l := range lines {
			fmt.Fprintf(w, "  %s\n", l)
		}
	}
	for _, s := range v.sections() {
		section(s.title, s.lines)
	}
	return w.Flush()
}

type section struct {
	title string
	lines []string
}

// sections are the lists below the tree, in words.
func (v *View) sections() []section {
	rights := section{title: "Decisive influence"}
	for _, x := range v.Influence {
		rights.lines = append(rights.lines, v.influence(x))
	}
	large := section{title: "Significant holdings, " + percent(result.Exactly(v.Threshold)) + " and more with controlled parties"}
	for _, s := range v.Significant {
		large.lines = append(large.lines, v.significant(s))
	}
	shares := section{title: "Integrated shares, over all ways of ownership"}
	for _, s := range v.Control.Integrated {
		shares.lines = append(shares.lines, v.full(s.Owner)+": "+percent(s.Share))
	}
	asked := section{title: "Not known, and would settle it"}
	for _, q := range v.Open {
		asked.lines = append(asked.lines, v.question(q))
	}
	held := section{title: "What it holds"}
	for _, s := range v.Holds {
		held.lines = append(held.lines, v.full(s.Party)+": "+stakeWords(s)+" ("+grounds(s.At, s.Source)+")")
	}
	all := []section{held, rights, large, shares, asked}
	for i := range all {
		if n := len(all[i].lines); n > most {
			all[i].lines = append(all[i].lines[:most:most], fmt.Sprintf("… and %d more", n-most))
		}
	}
	return all
}

// tree writes who holds the party, who holds these, and so on. A party that
// stands there already is not unfolded again.
func (v *View) tree(w io.Writer) {
	held := map[string][]ownership.Stake{}
	for _, s := range v.Holdings {
		held[s.Party] = append(held[s.Party], s)
	}
	fmt.Fprintf(w, "  %s\n", v.head(v.Control.Party))
	if len(held[v.Control.Party]) == 0 {
		fmt.Fprintf(w, "  └─ %s\n", v.nobody(v.Control.Party))
	}
	seen := map[string]bool{v.Control.Party: true}
	lines := 0
	var above func(party, indent string)
	above = func(party, indent string) {
		for i, s := range held[party] {
			branch, deeper := "├─", "│  "
			if i == len(held[party])-1 {
				branch, deeper = "└─", "   "
			}
			if lines++; lines > most {
				continue
			}
			mark := " "
			if s.OnPath {
				mark = "*"
			}
			again := ""
			if seen[s.Holder] && len(held[s.Holder]) > 0 {
				again = " (shown above)"
			}
			fmt.Fprintf(w, "%s%s%s %s: %s%s\n%s%s     %s\n", indent, branch, mark, v.head(s.Holder), stakeWords(s), again,
				indent, deeper, grounds(s.At, s.Source))
			if !seen[s.Holder] {
				seen[s.Holder] = true
				above(s.Holder, indent+deeper)
			}
		}
	}
	above(v.Control.Party, "  ")
	if lines > most {
		fmt.Fprintf(w, "  … and %d more\n", lines-most)
	}
}

// nobody says that no holder is recorded, and who was one.
func (v *View) nobody(party string) string {
	if past := v.elsewhen(party); past != "" {
		return "no holder is recorded for this day; at another time: " + past
	}
	return "no holder is recorded"
}

// head is a party with where it is.
func (v *View) head(id string) string {
	if place := v.place(id); place != "" {
		return v.full(id) + ", " + place
	}
	return v.full(id)
}
