// SPDX-License-Identifier: Apache-2.0

package html

import "github.com/kedja/kedja/result"

// The room for explanations.
const (
	maxDepth    = 7     // of one tree
	maxChildren = 12    // of one node
	maxLeaves   = 14000 // of all trees together
)

// explained is an explanation as the page shows it.
type explained struct {
	ID    string
	Title string
	Value string
	Node  reason
}

// reason is a node of the tree. One that has an explanation of its own on the
// page is a link to it.
type reason struct {
	Kind     string
	Title    string
	Value    string
	Text     string
	Place    string
	Standing *part
	Href     string
	Children []reason
	Left     int
}

// explanations are the trees behind the numbers of the page, each once.
func (b *builder) explanations() ([]explained, string) {
	var out []explained
	room := maxLeaves
	for _, w := range b.whys {
		e := explained{ID: w.id, Title: text(w.tree.Title), Value: clean(w.tree.Value, maxName)}
		if room > 0 {
			e.Node = b.reason(&w.tree, 0, &room)
		} else {
			e.Node = reason{Text: "There was no more room on this page: ask kedja explain."}
		}
		out = append(out, e)
	}
	if b.cutOff > 0 {
		return out, "For " + thousands(b.cutOff) + nbsp + "more numbers there was no room on this page: ask kedja explain."
	}
	return out, ""
}

func (b *builder) reason(x *result.Explanation, depth int, room *int) reason {
	*room--
	r := reason{Kind: kindWord(x.Kind), Title: text(x.Title), Value: clean(x.Value, 160), Text: text(x.Text), Place: place(x.At)}
	if x.Status != "" || x.Provenance != "" {
		s := standing(x.Status, x.Provenance)
		r.Standing = &s
	}
	if x.Source != "" {
		if r.Text != "" {
			r.Text += "; "
		}
		r.Text += "source " + text(x.Source)
	}
	if depth > 0 && x.ID != "" && b.whyIDs[x.ID] != "" {
		r.Href = b.whyIDs[x.ID]
		return r
	}
	for i := range x.Children {
		if i >= maxChildren || depth >= maxDepth || *room <= 0 {
			r.Left = len(x.Children) - i
			break
		}
		r.Children = append(r.Children, b.reason(&x.Children[i], depth+1, room))
	}
	return r
}

// kindWord names the kind of a node for people.
func kindWord(kind string) string {
	switch kind {
	case result.ExplainLaw:
		return "source of law or guidance"
	case result.ExplainMeasure:
		return "method"
	case result.ExplainMissing:
		return "not stated"
	case result.ExplainInput:
		return "file"
	case result.ExplainCounterfactual:
		return "what would change it"
	}
	return spell(clean(kind, 20))
}
