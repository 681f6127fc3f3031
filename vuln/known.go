// SPDX-License-Identifier: Apache-2.0

package vuln

import "github.com/kedja/kedja/diag"

// Known is a vulnerability of a component of a system, with everything that
// databases, lists and statements say of it.
type Known struct {
	Found
	Sources []string // the files that say the component has it, sorted

	// Status is what the statements given come to, for this component; empty:
	// nobody stated anything.
	Status        Status
	Justification string   // of NotAffected, in the words of OpenVEX
	Statements    []Remark // what the status rests on, the one that counts first
	Disagree      bool     // authors contradict each other; the worst status counts
	// OpenAt are the places of the component, by number, at which no statement
	// settles it, where some at others do; nil: all places are alike.
	OpenAt    []int
	Exploited Listing   // on lists of exploited vulnerabilities
	Likely    *Forecast // nil: no forecast was given, or it does not name this one
}

// Status is whether a product is affected, in the words of OpenVEX.
type Status string

// The statuses, best first.
const (
	NotAffected        Status = "not_affected"
	Fixed              Status = "fixed"
	UnderInvestigation Status = "under_investigation"
	Affected           Status = "affected"
)

// Open reports whether the vulnerability still is one: nobody stated that the
// component is not affected or that it is fixed there.
func (s Status) Open() bool { return s != NotAffected && s != Fixed }

// Remark is one statement on a vulnerability, for results to repeat.
type Remark struct {
	Author string // as the statement has it; empty: not stated
	Date   string // RFC 3339; empty: not stated
	Status Status
	At     diag.Position
}

// Listing is what lists of exploited vulnerabilities say.
type Listing struct {
	// Asked says whether the lists given can tell: without one, or where none of
	// them is whole and of a day when the vulnerability was known, it is not known
	// whether it is exploited.
	Asked bool
	On    []ListEntry // sorted by list
}

// Known says whether the vulnerability is known to be exploited; nil: no list
// was given that can tell.
func (l Listing) Known() *bool {
	on := len(l.On) > 0
	if !on && !l.Asked {
		return nil
	}
	return &on
}

// ListEntry is one entry of a list of exploited vulnerabilities.
type ListEntry struct {
	List       string // who keeps it
	ID         string // as listed, a CVE
	Added      string // YYYY-MM-DD; empty: not stated
	Due        string // the date that the list sets for a remedy; empty: none
	Ransomware *bool  // known use by ransomware; nil: not stated
	At         diag.Position
}

// Forecast is an estimate of the probability that a vulnerability is exploited
// in the thirty days after its date (EPSS).
type Forecast struct {
	Probability float64  // 0 to 1
	Percentile  *float64 // 0 to 1, among all that are scored; nil: not stated
	Date        string   // YYYY-MM-DD; empty: not stated
	At          diag.Position
}

// Lookup says what became of asking the sources about a component.
type Lookup struct {
	State  State
	Reason Reason
	Detail string
	// Later counts the records that do not count, because they were published
	// after the day of the assessment.
	Later int
	// Stated says that this is what an SBOM states of the scan that it came
	// from, not what a source answered.
	Stated bool
}
