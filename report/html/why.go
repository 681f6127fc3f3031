// SPDX-License-Identifier: Apache-2.0

package html

import (
	"strconv"
	"strings"

	"github.com/kedja/kedja/report/internal/phrase"
	"github.com/kedja/kedja/result"
)

// The room for explanations.
const (
	maxDepth    = 7         // of one tree
	maxChildren = 14        // of one node
	maxParts    = 14        // of one node, with explanations of their own
	maxWhyBytes = 3_200_000 // of all trees together, about: each counted where it is written out
	longText    = 120       // bytes of the text of a method that is said once
	maxRef      = 110       // characters of a finding that another explanation refers to
	overhead    = 50        // bytes of the markup of a node
)

// interval is what explanations say of each number that is one; the page says
// it once.
const interval = "An interval, because something that it rests on is not known."

// explained is an explanation as the page shows it.
type explained struct {
	ID    string
	Title string
	Value string
	Node  *reason
}

// reason is a node of the tree. One that has an explanation of its own on the
// page, and one that is written out elsewhere, is a link to it.
type reason struct {
	ID       string // given where others lead here
	Kind     string
	Title    string
	Value    string
	Text     string
	Place    string
	Standing *part
	Href     string
	As       string    // the id of a node that says the same in its text
	Parts    []*reason // what has an explanation of its own
	Grounds  *grounds  // what has not
	Left     int
}

// grounds are the method, facts and files that a number rests on. Many
// numbers share theirs, so they are written out once.
type grounds struct {
	ID    string // given where others lead here
	Same  string // the id of equal ones
	Nodes []*reason
}

// explainer writes explanations for the page.
type explainer struct {
	b       *builder
	ids     map[string]string // what can be asked for → id of its explanation, "" where there is none
	list    []explained
	refs    []*reason // links to what may get an explanation later
	refIDs  []string
	bytes   int // written so far, about
	serial  int
	shared  int                // numbers that share an explanation for want of room
	nodes   map[string]*reason // by all that they say
	texts   map[string]*reason // methods by title and text
	grounds map[string]*grounds
}

func newExplainer(b *builder) *explainer {
	return &explainer{b: b, ids: map[string]string{}, nodes: map[string]*reason{}, texts: map[string]*reason{}, grounds: map[string]*grounds{}}
}

// find is the id of the explanation of a number, of the table that it stands
// in, or of all numbers of its sort.
func (e *explainer) find(path []string) string {
	if len(path) == 0 {
		return ""
	}
	own := strings.Join(path, "/")
	if id, ok := e.ids[own]; ok && id != "" {
		return id
	}
	if e.bytes < e.room() {
		return e.write(own)
	}
	if _, ok := e.b.why(own); !ok {
		return "" // not a number of ours
	}
	e.shared++
	for n := len(path) - 1; n > 0; n-- {
		if id := e.ids[strings.Join(path[:n], "/")]; id != "" {
			return id
		}
	}
	sort := path[0]
	if len(path) == 1 {
		sort = "finding"
	}
	if id := e.write("all/" + sort); id != "" {
		return id
	}
	return e.write(own)
}

// room is how much may be written: on a page that already lists as much as
// it may, less, so that it loads in time.
func (e *explainer) room() int {
	if len(e.b.a.Findings) > maxFindings || e.b.cut {
		return maxWhyBytes / 3
	}
	return maxWhyBytes
}

// write adds the explanation of what is asked for.
func (e *explainer) write(ask string) string {
	if id, ok := e.ids[ask]; ok {
		return id
	}
	tree, ok := e.b.why(ask)
	if !ok {
		e.ids[ask] = ""
		return ""
	}
	id := e.b.anchor("why", strconv.Itoa(len(e.list)+1))
	e.ids[ask] = id
	x := explained{ID: id, Title: upper(phrase.Text(tree.Title)), Value: phrase.Clean(tree.Value, phrase.MaxName)}
	var cost int
	x.Node, _, cost = e.node(&tree, 0)
	x.Node.Title, x.Node.Value, x.Node.Kind = "", "", ""
	e.list = append(e.list, x)
	e.bytes += cost + len(x.Title) + 150
	return id
}

// explanations are the trees behind the numbers of the page, each once.
func (e *explainer) explanations() ([]explained, string) {
	for i, r := range e.refs {
		r.Href = e.ids[e.refIDs[i]]
	}
	if e.shared > 0 {
		return e.list, "On this page " + phrase.Thousands(e.shared) + phrase.NBSP + "numbers share the explanation of their table or sort, for want of room: kedja explain has one for each."
	}
	return e.list, ""
}

// node turns a node of an explanation into one of the page and returns with
// it all that it says, by which equal ones are found, and about how many
// bytes it takes.
func (e *explainer) node(x *result.Explanation, depth int) (*reason, string, int) {
	r := &reason{Kind: kindWord(x.Kind), Title: phrase.Text(x.Title), Value: phrase.Clean(x.Value, 160), Text: phrase.Text(x.Text), Place: place(x.At)}
	if x.Kind == result.ExplainInput && e.b.inputIDs[x.At.File] != "" {
		// The digest stands in the list of inputs.
		return &reason{Kind: r.Kind, Title: r.Title, Href: e.b.inputIDs[x.At.File]}, "file\x00" + x.At.File, overhead + len(r.Title)
	}
	if id := e.b.packIDs[x.Title]; x.Kind == result.ExplainInput && id != "" {
		return &reason{Kind: r.Kind, Title: r.Title, Href: id}, "pack\x00" + x.Title, overhead + len(r.Title)
	}
	r.Text = strings.TrimSpace(strings.TrimSuffix(r.Text, interval))
	if r.Title == r.Place {
		r.Place = ""
	}
	if x.Status != "" || x.Provenance != "" {
		s := standing(x.Status, x.Provenance)
		r.Standing = &s
	}
	if x.Source != "" {
		r.Text = strings.TrimSpace(r.Text + " Source " + phrase.Text(x.Source) + ".")
	}
	if depth > 0 && x.ID != "" {
		r.Text = ""
		if x.Kind == result.ExplainFinding {
			r.Title = phrase.Clean(x.Title, maxRef)
		}
		e.refs, e.refIDs = append(e.refs, r), append(e.refIDs, x.ID)
		return r, "ref\x00" + x.ID, overhead + len(r.Title) + len(r.Value)
	}
	says := strings.Join([]string{x.Kind, r.Title, r.Value, r.Text, r.Place, x.Status, x.Provenance}, "\x00")
	cost := overhead + len(says)
	if x.Kind == result.ExplainMeasure && len(r.Text) > longText {
		// How it is computed is said once; what it is computed from differs.
		if first := e.texts[r.Title+"\x00"+r.Text]; first != nil {
			cost -= len(r.Text)
			r.As, r.Text = e.id(&first.ID), ""
		} else {
			e.texts[r.Title+"\x00"+r.Text] = r
		}
	}
	if depth >= maxDepth {
		r.Left = len(x.Children)
		return r, says, cost
	}
	var own []*reason
	var ownSays []string
	ownCost := 0
	for i := range x.Children {
		if x.Children[i].ID != "" && len(r.Parts) >= maxParts || len(own) >= maxChildren {
			r.Left++
			continue
		}
		child, childSays, childCost := e.node(&x.Children[i], depth+1)
		if x.Children[i].ID != "" {
			r.Parts = append(r.Parts, child)
			cost += childCost
			continue
		}
		child, childCost = e.once(child, childSays, childCost)
		own, ownSays, ownCost = append(own, child), append(ownSays, childSays), ownCost+childCost
	}
	if len(own) > 0 {
		r.Grounds, ownCost = e.share(own, strings.Join(ownSays, "\x01"), ownCost)
	}
	for _, p := range r.Parts {
		says += "\x02" + p.Title
	}
	return r, says + "\x02" + strings.Join(ownSays, "\x01"), cost + ownCost
}

// once is the node, or a link to an equal one that is written out already,
// where that is shorter.
func (e *explainer) once(r *reason, says string, cost int) (*reason, int) {
	first := e.nodes[says]
	if first == nil {
		e.nodes[says] = r
		return r, cost
	}
	if len(says) < 160 && r.Grounds == nil {
		return r, cost
	}
	return &reason{Kind: r.Kind, Title: r.Title, Href: e.id(&first.ID)}, overhead + len(r.Title)
}

// share is the list, or a link to an equal one.
func (e *explainer) share(nodes []*reason, says string, cost int) (*grounds, int) {
	first := e.grounds[says]
	if first == nil {
		g := &grounds{Nodes: nodes}
		e.grounds[says] = g
		return g, cost
	}
	if len(nodes) < 3 {
		return &grounds{Nodes: nodes}, cost
	}
	return &grounds{Same: e.id(&first.ID)}, overhead
}

// id gives an id to what did not need one before.
func (e *explainer) id(at *string) string {
	if *at == "" {
		e.serial++
		*at = e.b.anchor("why", "g"+strconv.Itoa(e.serial))
	}
	return *at
}

// kindWord names the kind of a node for people.
func kindWord(kind string) string {
	switch kind {
	case result.ExplainNumber:
		return "" // most are: the style sheet says it
	case result.ExplainLaw:
		return "source"
	case result.ExplainMeasure:
		return "method"
	case result.ExplainMissing:
		return "not stated"
	case result.ExplainInput:
		return "file"
	case result.ExplainCounterfactual:
		return "what would change it"
	}
	return phrase.Spell(phrase.Clean(kind, 20))
}
