// SPDX-License-Identifier: Apache-2.0

package result

// Gate is what "kedja gate" answered and by which thresholds. A result that
// nobody put before the gate has none.
//
// The verdict counts all findings that nobody waived; the gate counts those
// that the baseline does not have, and what they make of it depends on the
// thresholds.
type Gate struct {
	State string `json:"state"` // pass | warn | fail
	Stop  bool   `json:"stop"`  // the gate stops: it failed, or warnings stop it
	// FailOn is the lowest severity at which a failed finding fails the gate;
	// absent: every severity.
	FailOn string `json:"failOn,omitempty"`
	// FailOnWarn is the lowest severity at which a warning stops the gate;
	// absent: none does.
	FailOnWarn    string `json:"failOnWarn,omitempty"`
	FailOnUnknown bool   `json:"failOnUnknown,omitempty"`
	// Baseline is the earlier result whose findings do not count again; its
	// name is without the folder.
	Baseline *Input `json:"baseline,omitempty"`

	// Failures is how many reasons there are to fail, Warnings to warn. Each is
	// a finding, or an input that could not be read.
	Failures int `json:"failures"`
	Warnings int `json:"warnings"`
	// BelowFailOn are the failed findings below FailOn: they are among the
	// warnings.
	BelowFailOn int `json:"belowFailOn,omitempty"`
	// Unknown are the unknown findings: they are among the failures with
	// FailOnUnknown, else among the warnings.
	Unknown int `json:"unknown,omitempty"`
	// Unread is 1 where an input could not be read, which is among the
	// warnings.
	Unread int `json:"unread,omitempty"`

	Excused Excused `json:"excused"`          // by the baseline
	Waived  int     `json:"waived,omitempty"` // findings that a waiver accepts
}

// Excused are the findings that do not count because the baseline has them.
type Excused struct {
	Fail    int `json:"fail"` // by outcome
	Warn    int `json:"warn"`
	Unknown int `json:"unknown"`
	// Findings are their ids, sorted.
	Findings []string `json:"findings,omitempty"`
}

// N is how many findings are excused.
func (e *Excused) N() int { return e.Fail + e.Warn + e.Unknown }
