// SPDX-License-Identifier: Apache-2.0

package quality

import "github.com/kedja/kedja/sbom"

// Report is what [Assess] found out. Field names are part of the contract.
type Report struct {
	File        string      `json:"file"`
	SHA256      string      `json:"sha256"`
	Format      sbom.Format `json:"format"`
	SpecVersion string      `json:"specVersion"`
	Name        string      `json:"name"`
	Components  int         `json:"components"` // the described one of a CycloneDX document not among them
	Services    int         `json:"services"`

	Results []Result `json:"results"` // in the order of [Profiles]
}

// Verdict sums a result up.
type Verdict string

// The verdicts.
const (
	Met          Verdict = "met"          // every required field is stated by all
	Gaps         Verdict = "gaps"         // something required is missing
	Undetermined Verdict = "undetermined" // nothing is missing, but the format has no place for something required, or the document is cut off
	Undefined    Verdict = "undefined"    // there is nothing to assess
)

// Result is a document seen by one profile.
type Result struct {
	Profile string  `json:"profile"` // name and version: "ntia/1"
	Source  Source  `json:"source"`
	Verdict Verdict `json:"verdict"`
	Reason  string  `json:"reason,omitempty"` // why there is no score, or what it leaves open

	// Score is the mean share of the required fields, 0 to 1; null when there
	// is nothing to assess. A field's share is that of the subjects that have to
	// state it and do. Document and Components are the same over the fields of
	// the document alone, and over all the others.
	Score      *float64 `json:"score"`
	Document   *float64 `json:"document"`
	Components *float64 `json:"components"`

	Levels     []LevelCount `json:"levels"` // levels that the profile has, strongest first
	Fields     []Field      `json:"fields"` // in the order of the profile's rules
	NotChecked []string     `json:"notChecked,omitempty"`
}

// LevelCount counts the fields of one level.
type LevelCount struct {
	Level          Level    `json:"level"`
	Fields         int      `json:"fields"`         // that apply to something in the document
	Met            int      `json:"met"`            // of these, stated by all
	NotApplicable  int      `json:"notApplicable"`  // fields that apply to nothing in the document
	NotExpressible int      `json:"notExpressible"` // fields that apply but for which the format has no place
	Share          *float64 `json:"share"`          // mean share of the fields that apply, null for none
}

// Field is one requirement in one document. The six counts add up to the
// subjects of the rule's scope.
type Field struct {
	Rule    string `json:"rule"`
	Title   string `json:"title"`
	Level   Level  `json:"level"`
	Scope   Scope  `json:"scope"`
	Section string `json:"section"`

	Present         int `json:"present"`
	DeclaredUnknown int `json:"declaredUnknown"` // stated to be unknown or withheld: NOASSERTION, unknown
	Unusable        int `json:"unusable"`        // something is stated, not what is asked for
	Missing         int `json:"missing"`         // for a conditional field: not stated, it may not exist
	NotApplicable   int `json:"notApplicable"`   // absent by right
	NotExpressible  int `json:"notExpressible"`  // the format has no place for it

	// UnknownCounts repeats whether the source accepts declared unknowns.
	UnknownCounts bool `json:"unknownCounts,omitempty"`

	// Share is (present + accepted unknowns) / (present + unknown + unusable +
	// missing), 0 to 1, rounded down to four digits; null when it is 0/0.
	Share *float64 `json:"share"`

	Examples []Place `json:"examples,omitempty"` // the first subjects that fall short, at most [MaxExamples]
	Fix      string  `json:"fix,omitempty"`      // what to add where; "" when nothing falls short
}

// MaxExamples is how many subjects a field names.
const MaxExamples = 10

// Place is a subject in the source of the document. Pointer is "" for the
// document as a whole.
type Place struct {
	Pointer string `json:"pointer"`
	Line    int    `json:"line,omitempty"` // from 1; 0 is unknown
	Name    string `json:"name,omitempty"`
}

// short counts the subjects that fall short.
func (f *Field) short() int {
	n := f.Missing + f.Unusable
	if !f.UnknownCounts {
		n += f.DeclaredUnknown
	}
	return n
}

// Result returns the result of the profile with the name, with or without
// its version, and whether there is one.
func (r *Report) Result(profile string) (*Result, bool) {
	for i := range r.Results {
		p := &r.Results[i]
		if p.Profile == profile || len(p.Profile) > len(profile) && p.Profile[:len(profile)+1] == profile+"/" {
			return p, true
		}
	}
	return nil, false
}

// Field returns the field of the rule with the id, and whether there is one.
func (r *Result) Field(rule string) (*Field, bool) {
	for i := range r.Fields {
		if r.Fields[i].Rule == rule {
			return &r.Fields[i], true
		}
	}
	return nil, false
}
