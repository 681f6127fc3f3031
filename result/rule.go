// SPDX-License-Identifier: Apache-2.0

package result

// Rule is a rule that was evaluated, with how often it ended in what.
type Rule struct {
	ID         string   `json:"id"`
	Pack       string   `json:"pack"`
	Title      string   `json:"title"`
	Severity   string   `json:"severity"`
	Remedy     string   `json:"remedy,omitempty"`
	Measures   []string `json:"measures,omitempty"`
	Status     string   `json:"status"`     // binding | recommendation | guidance | proposal
	Provenance string   `json:"provenance"` // weakest of its measures: primary | secondary | inferred | unverified
	Counts     Counts   `json:"counts"`
	// Params are the thresholds and choices that the rule was evaluated with,
	// by name, as in --param RULE.NAME=VALUE.
	Params map[string]string `json:"params,omitempty"`
	// Aliases are ids that the rule had before; waivers of one of them hold.
	Aliases []string `json:"aliases,omitempty"`
	// Deprecated says that the rule will be gone in a later version of its pack.
	Deprecated bool `json:"deprecated,omitempty"`
}

// NotAsked is a rule that is made for a subject of the result and was asked of
// none: because of the day, or because a pack disables it.
type NotAsked struct {
	Rule     string    `json:"rule"`
	Pack     string    `json:"pack"`
	Title    string    `json:"title"`
	From     string    `json:"from,omitempty"` // first day on which it is asked
	To       string    `json:"to,omitempty"`   // first day on which it is asked no more
	Disabled *Disabled `json:"disabled,omitempty"`
}

// Disabled says which pack disables a rule, and why.
type Disabled struct {
	By      string `json:"by"`      // name of the pack
	Version string `json:"version"` // of that pack
	Reason  string `json:"reason"`
}

// Counts counts subjects by outcome.
type Counts struct {
	Pass    int `json:"pass"`
	Warn    int `json:"warn"`
	Fail    int `json:"fail"`
	Unknown int `json:"unknown"`
}

// Measure is a catalogue entry that a rule of the result cites.
type Measure struct {
	ID         string `json:"id"`
	Title      string `json:"title"`
	Source     string `json:"source"`
	Status     string `json:"status"`
	Provenance string `json:"provenance"`
}
