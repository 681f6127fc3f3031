// SPDX-License-Identifier: Apache-2.0

// Package policies holds what the law and the toolboxes ask for: rules in
// Rego, the catalogue of measures they cite, and the engine that evaluates
// them.
//
// [Compile] checks and compiles packs once; [Set.Evaluate] then answers for
// any number of subjects. A rule says of a subject that something is wrong
// (fail or warn), that it cannot be told (unknown, with what is missing), or
// nothing (pass). Rules reach neither the network nor the clock nor the
// environment: the built-in functions they may call are an allow-list.
//
// docs/policies.md says how packs, rules and the catalogue are written.
package policies

import (
	"io/fs"
	"time"

	"github.com/kedja/kedja/result"
)

// Options configure [Compile]. Nil is every built-in pack that is on by
// default, with the parameters' defaults.
type Options struct {
	Packs  []string          // names of packs, built-in or the user's; nil: all but those off by default
	Params map[string]string // "RULE.NAME" → value, of the type and within the bounds of the parameter
	User   []fs.FS           // folders of packs, laid out as the built-in ones; a [Bundle] is one
	// Confine keeps the packs of User out of this process: they are read,
	// compiled and evaluated where it runs [Serve]. Nil trusts them.
	Confine Confine

	untrusted bool // packs of User may not change the rules of others
}

// Subject is something that rules judge.
type Subject struct {
	Scope   string   // component | product | supplier | asset | contract | document | system
	ID      string   // "supplier:teliqon"
	Name    string   // what a message calls it; "" is the ID
	Input   any      // a pointer to, or value of, the input type of the scope in package risk
	Assets  []string // classes of the assets it touches, which decide where rules apply
	Sectors []string // sectors of the entity, likewise
	// Apart is for a subject that only rules with applies.apart are asked of,
	// and that no count has: what others do not count among theirs.
	Apart bool
	// Lower is why findings on it are one severity lower and fail nothing, for
	// their messages; "" where they are as the rule says.
	Lower string
}

// Context is what an evaluation is about. AsOf is required.
type Context struct {
	AsOf        time.Time                                    // the clock: rules are asked while what they cite applies
	System      string                                       // "system:<id>": the subject of findings folded over several subjects
	Resolve     func(subject, fact string) []result.Evidence // where a fact is stated; nil: nowhere
	MaxExamples int                                          // of a folded finding; 0 is 10
	Lasting     func(subject string) string                  // by what a subject goes over time, "" is its ID; nil: by their IDs
}

// Report is what the rules of a set say of the subjects, sorted on every
// field.
type Report struct {
	Findings []result.Finding
	Factors  []result.Factor
	Rules    []result.Rule    // those that were asked of at least one subject
	Measures []result.Measure // those that Rules cite
	Policies []result.Policy
	Bounds   []result.Bound    // whom the packs bind
	NotAsked []result.NotAsked // rules with subjects that are not asked, because of the day
	// Scenarios are the risks and scenarios that the rules bear on, with what
	// was found.
	Scenarios []result.Scenario
	// Needed counts the facts that rules asked for, once per subject and
	// fact; Known counts those that were there.
	Needed, Known int
}

// Rule is the metadata of one rule.
type Rule struct {
	ID          string // "eu5g/SUPPLIER-0004"
	Pack        string
	Title       string
	Description string
	Scope       string
	Applies     Applies
	Outcome     result.Outcome // Warn or Fail
	Factor      bool           // it derives factors of the risk profile and finds nothing
	Severity    string         // low | moderate | high | critical
	Measures    []string       // catalogue ids
	Needs       []string       // input paths; one of them unknown, and nothing found, is unknown
	Params      []Param        // sorted by name
	Message     string         // template: {subject}, {f.field}
	Remedy      string
	From        string // first day on which it is asked: the first of its entries applies, and effectiveFrom has come; "" is always
	To          string // first day on which it is asked no more, because its entries have ended; "" is open
	Fold        bool   // findings with one key are folded over their subjects
	Deprecated  bool
	Decides     *Decides         // where one number decides its findings
	Disabled    *result.Disabled // by which pack, and why; nil: it is asked
	Aliases     []string
	References  []string // addresses of sources
	Asks        []string // entries for which it asks a person for evidence
	Binds       string   // whom it binds, as the pack's scope says; "" is everybody to whom it applies
	Status      string   // strongest status of its measures, else of its pack
	Provenance  string   // weakest provenance of its measures
	File        string   // slash path below its file system
	Line        int
}

// Applies says where a rule is asked at all. An empty list is everywhere; an
// entry may end in *.
type Applies struct {
	Assets  []string // classes of assets; the subject touches one of them
	Sectors []string // sectors of the entity
	When    []string // boolean input paths that must be true, such as supplier.direct
	Apart   bool     // subjects that stand apart are asked too, see [Subject]
}

// Decides says which field of a finding decides it against which parameter.
type Decides struct {
	Param  string `json:"param"`
	By     string `json:"by"`     // a field of the finding that is a number
	Passes string `json:"passes"` // at or below | at or above | below the parameter
}

// Param is a parameter of a rule.
type Param struct {
	Name    string
	Default any // a string, float64 or bool
	Value   any // what the set was compiled with
	Doc     string
	Enum    []string // words that text may be; nil is any
	Min     *float64 // of a number; nil is unbounded
	Max     *float64
}
