// SPDX-License-Identifier: Apache-2.0

package result

// Explanation answers "why" as a tree: from a number or a finding to its
// parts, the rule, the legal entries, and down to facts in inputs, parameters
// and assumptions. It is derived from an [Assessment] and not part of it.
type Explanation struct {
	// ID is what was asked for: a finding's id, or a path by keys such as
	// concentration/system:ran-north/supplier/count/hhi. Children that can
	// be asked for themselves have one too.
	ID    string `json:"id,omitempty"`
	Kind  string `json:"kind"`            // one of the kinds below
	Title string `json:"title"`           // what it is, in a few words
	Value string `json:"value,omitempty"` // as a person reads it
	Text  string `json:"text,omitempty"`  // how it comes about, one or two sentences

	At         Evidence `json:"at,omitzero"`          // kind fact and input: where it is stated
	Source     string   `json:"source,omitempty"`     // kind fact: the stated source; kind law: the document
	Status     string   `json:"status,omitempty"`     // kind law: binding, recommendation …
	Provenance string   `json:"provenance,omitempty"` // kind law: primary, secondary, inferred, unverified

	Children []Explanation `json:"children,omitempty"`
}

// The kinds of node. The leaves are input, parameter and assumption: a tree
// that ends otherwise is a defect.
const (
	ExplainNumber         = "number"         // a value of the result
	ExplainFinding        = "finding"        // a finding
	ExplainRule           = "rule"           // a rule of a pack
	ExplainLaw            = "law"            // a catalogue entry
	ExplainMeasure        = "measure"        // how a number is computed: docs/method.md
	ExplainFact           = "fact"           // a stated fact
	ExplainMissing        = "missing"        // a fact that nobody stated
	ExplainInput          = "input"          // a file, with its digest
	ExplainParameter      = "parameter"      // a threshold or weight
	ExplainAssumption     = "assumption"     // a default that stood in for a fact
	ExplainCounterfactual = "counterfactual" // what would change the outcome
)
