// SPDX-License-Identifier: Apache-2.0

package result

// Scenario is a risk or scenario of a source, with what the rules that bear on
// it found. It collects findings; it says neither how likely it is nor that it
// will come about.
type Scenario struct {
	ID         string         `json:"id"` // eu5g:R5
	Title      string         `json:"title"`
	Source     string         `json:"source"`
	Status     string         `json:"status"`
	Provenance string         `json:"provenance"`
	Hazards    []string       `json:"hazards,omitempty"` // natural | system-failure | human-error | insider | malicious
	Rules      []string       `json:"rules"`             // that bear on it and were asked
	Counts     ScenarioCounts `json:"counts"`
	Findings   []string       `json:"findings,omitempty"` // ids
}

// ScenarioCounts counts the findings that bear on a scenario, by outcome; a
// folded one counts once.
type ScenarioCounts struct {
	Fail    int `json:"fail"`
	Warn    int `json:"warn"`
	Unknown int `json:"unknown"`
}
