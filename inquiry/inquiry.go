// SPDX-License-Identifier: Apache-2.0

// Package inquiry turns what an assessment could not establish into
// questions: who is asked, for which fact of which record, by which rule of
// which law, and what an answer is worth. Suppliers get a form that they fill
// in and send back ([Skeleton]); [Answers] joins it with the record that
// the user keeps, and never overwrites what stands there.
//
// Questions are neutral: that a fact is not established says nothing about
// the party. What goes to a supplier ([Letter], [Skeleton]) holds neither
// findings nor scores, nor names of other parties.
package inquiry

import (
	"github.com/kedja/kedja"
	"github.com/kedja/kedja/policies"
	"github.com/kedja/kedja/result"
)

// SchemaVersion is the version of the JSON form of a [Document].
const SchemaVersion = "1.0"

// Kind is the value of the kind field of a [Document].
const Kind = "Inquiry"

// Document is all questions that an assessment leaves, as -o json writes it.
type Document struct {
	Kind          string `json:"kind"`
	SchemaVersion string `json:"schemaVersion"`
	AsOf          string `json:"asOf"` // the clock of the assessment
	// TLP is the marking of the assessment, and so of this document. What
	// [Letter] and [Skeleton] write for suppliers holds nothing marked.
	TLP string `json:"tlp,omitempty"`
	// Subject is what was assessed, and by whom.
	Subject        result.Subject  `json:"subject"`
	Questionnaires []Questionnaire `json:"questionnaires"`
	// Left counts the parties that are known by name only and were not asked:
	// see [Options.All].
	Left int `json:"left"`
}

// Questionnaire is the questions to one party, the most valuable first.
type Questionnaire struct {
	To        string     `json:"to"` // id of the party; "" is the user's own organisation
	Name      string     `json:"name"`
	Person    bool       `json:"person,omitempty"` // a natural person
	File      string     `json:"file,omitempty"`   // of its record; "" where nobody wrote one yet
	Questions []Question `json:"questions"`
}

// Question asks for one fact of one record.
type Question struct {
	// ID is subject/field, stable over runs; with #exact at its end it asks
	// for one number where the record states a range.
	ID      string `json:"id"`
	Text    string `json:"text"`    // what is asked for, as a noun: "Country of the headquarters"
	Subject string `json:"subject"` // what the fact is about: supplier:<id>, product:<id> …
	Place   Place  `json:"place"`   // where the answer belongs
	Form    Form   `json:"form"`    // what an answer looks like
	// Stated is what the record says already where that is too wide to
	// decide; "" where it says nothing.
	Stated  string      `json:"stated,omitempty"`
	Reasons []Reason    `json:"reasons"` // rules that ask for it, by id
	Narrows []Narrowing `json:"narrows"` // intervals that rest on it, the widest first
	Value   Value       `json:"value"`
	// Inferred says that no finding names the subject: its rule lists only
	// the first subjects of many, and this one's record lacks the fact too.
	Inferred bool `json:"inferred,omitempty"`
}

// Place is where an answer is recorded.
type Place struct {
	Kind  string `json:"kind"`           // of record: Supplier, System, Country, Curation, Evidence, SBOM
	ID    string `json:"id,omitempty"`   // of the record
	File  string `json:"file,omitempty"` // "" where nobody wrote one yet
	Field string `json:"field"`          // JSON pointer inside the record
	Line  int    `json:"line,omitempty"` // of the field, or of what encloses it
}

// Reason is a rule that asks for the fact.
type Reason struct {
	Rule     string   `json:"rule"`
	Title    string   `json:"title"`
	Severity string   `json:"severity"`
	Outcome  string   `json:"outcome"`            // what a finding of the rule is: fail, warn, or factor
	Findings []string `json:"findings,omitempty"` // ids of the unknown ones
	Entries  []Entry  `json:"entries"`            // the law or guidance behind it; of evidence those it is wanted for
}

// Entry is an entry of the catalogue, as the result cites it.
type Entry struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Source     string `json:"source"`
	Status     string `json:"status"`
	Provenance string `json:"provenance"`
}

// Narrowing is an interval of the result that rests on the fact.
type Narrowing struct {
	ID       string          `json:"id"` // as "kedja explain" takes it
	Interval result.Interval `json:"interval"`
	// Share is how much of the number's whole scale may rest on the fact,
	// 0..1: the width of the interval, or, for a score, the points between
	// the two ends that its cause makes up.
	Share float64 `json:"share"`
}

// Value is what an answer is worth, in the order in which it counts.
type Value struct {
	// Decides counts unknown findings that rest on the fact.
	Decides  int     `json:"decides"`
	Severity string  `json:"severity,omitempty"` // gravest of these
	Fails    bool    `json:"fails,omitempty"`    // one of these could become a failure
	Share    float64 `json:"share"`              // largest share of any narrowing
	Rules    int     `json:"rules"`
}

// Options configures [Questions]. The zero value is ready to use.
type Options struct {
	// Rules is what the rules of the assessment need, so that facts can be
	// asked for that only widen a factor. Without it, only what findings and
	// measures miss is asked for.
	Rules []policies.Rule
	// Catalogue says what evidence a person must supply for its entries.
	// Without it, questions for evidence say only what the entry is called.
	Catalogue policies.Catalogue
	// All also asks parties that are known by name only.
	All bool
	// Parties asks only these, by id; "" among them is the user's own part.
	// Nil asks all.
	Parties []string
}

// Questions lists what the assessment misses, by who can say it: suppliers
// by the value of their first question, the user's own part last. in is what
// was assessed; what its records state at the time of the assessment is not
// asked for again. nil is no records.
func Questions(a *result.Assessment, in *kedja.Input, opts Options) []Questionnaire {
	k := newAsker(a, in, opts)
	k.gather()
	return k.questionnaires()
}

// Make is [Questions] as a document.
func Make(a *result.Assessment, in *kedja.Input, opts Options) *Document {
	k := newAsker(a, in, opts)
	k.gather()
	return &Document{
		Kind: Kind, SchemaVersion: SchemaVersion, AsOf: a.AsOf, TLP: a.TLP, Subject: a.Subject,
		Questionnaires: k.questionnaires(), Left: len(k.left),
	}
}
