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
	maxDepth    = 7     // of one tree
	maxChildren = 14    // of one node
	maxParts    = 8     // of one node, with explanations of their own
	maxNodesWhy = 12000 // of all trees together, each counted where it is written out
)

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
	room    int
	nodes   map[string]*reason // by all that they say
	grounds map[string]*grounds
}

// explanations are the trees behind the numbers of the page, each once.
func (b *builder) explanations() ([]explained, string) {
	e := &explainer{b, maxNodesWhy, map[string]*reason{}, map[string]*grounds{}}
	var out []explained
	for _, w := range b.whys {
		x := explained{ID: w.id, Title: upper(phrase.Text(w.tree.Title)), Value: phrase.Clean(w.tree.Value, phrase.MaxName)}
		x.Node, _ = e.node(&w.tree, 0)
		x.Node.Title, x.Node.Value, x.Node.Kind = "", "", ""
		out = append(out, x)
	}
	if b.cutOff > 0 {
		return out, "For " + phrase.Thousands(b.cutOff) + phrase.NBSP + "more numbers there was no room on this page: ask kedja explain."
	}
	return out, ""
}

// node turns a node of an explanation into one of the page and returns with
// it all that it says, by which equal ones are found.
func (e *explainer) node(x *result.Explanation, depth int) (*reason, string) {
	r := &reason{Kind: kindWord(x.Kind), Title: phrase.Text(x.Title), Value: phrase.Clean(x.Value, 160), Text: phrase.Text(x.Text), Place: place(x.At)}
	if x.Kind == result.ExplainInput && e.b.inputIDs[x.At.File] != "" {
		// The digest stands in the list of inputs.
		return &reason{Kind: r.Kind, Title: r.Title, Href: e.b.inputIDs[x.At.File]}, "file\x00" + x.At.File
	}
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
		r.Href, r.Text = e.b.whyIDs[x.ID], ""
		return r, "ref\x00" + x.ID
	}
	says := strings.Join([]string{x.Kind, r.Title, r.Value, r.Text, r.Place, x.Status, x.Provenance}, "\x00")
	if depth >= maxDepth || e.room <= 0 {
		r.Left = len(x.Children)
		return r, says
	}
	e.room--
	var own []*reason
	var ownSays []string
	for i := range x.Children {
		if x.Children[i].ID != "" && len(r.Parts) >= maxParts || len(own) >= maxChildren {
			r.Left++
			continue
		}
		child, childSays := e.node(&x.Children[i], depth+1)
		if x.Children[i].ID != "" {
			r.Parts = append(r.Parts, child)
			continue
		}
		own, ownSays = append(own, e.once(child, childSays)), append(ownSays, childSays)
	}
	if len(own) > 0 {
		r.Grounds = e.share(own, strings.Join(ownSays, "\x01"))
	}
	for _, p := range r.Parts {
		says += "\x02" + p.Title
	}
	return r, says + "\x02" + strings.Join(ownSays, "\x01")
}

// once is the node, or a link to an equal one that is written out already,
// where that is shorter.
func (e *explainer) once(r *reason, says string) *reason {
	first := e.nodes[says]
	if first == nil {
		e.nodes[says] = r
		return r
	}
	if len(says) < 160 && r.Grounds == nil {
		return r
	}
	e.room++
	return &reason{Kind: r.Kind, Title: r.Title, Href: e.id(&first.ID)}
}

// share is the list, or a link to an equal one.
func (e *explainer) share(nodes []*reason, says string) *grounds {
	first := e.grounds[says]
	if first == nil {
		g := &grounds{Nodes: nodes}
		e.grounds[says] = g
		return g
	}
	if len(nodes) < 3 {
		return &grounds{Nodes: nodes}
	}
	e.room += len(nodes)
	return &grounds{Same: e.id(&first.ID)}
}

// id gives an id to what did not need one before.
func (e *explainer) id(at *string) string {
	if *at == "" {
		e.b.serial++
		*at = e.b.anchor("why", "g"+strconv.Itoa(e.b.serial))
	}
	return *at
}

// kindWord names the kind of a node for people.
func kindWord(kind string) string {
	switch kind {
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
