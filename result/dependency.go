// SPDX-License-Identifier: Apache-2.0

package result

// Dependency is how far a scope depends on suppliers under control from
// outside the EU, and on ones that an authority designated, by what is spent.
type Dependency struct {
	Scope string `json:"scope"`
	Basis string `json:"basis"` // spend
	// EUControlled is the share that goes to suppliers under control from
	// within the EU; HHI the concentration of all of it by country of control.
	EUControlled Interval    `json:"euControlled"`
	HHI          Interval    `json:"hhi"`
	Indicators   []Indicator `json:"indicators"`
	// Strategic: all indicators hold. yes | no | unknown
	Strategic string        `json:"strategic"`
	HighRisk  HighRiskShare `json:"highRisk"`
	Missing   []string      `json:"missing,omitempty"` // facts that keep the intervals wide
}

// Indicator is one strategic-dependency indicator.
type Indicator struct {
	Name string `json:"name"` // CDI1 | CDI2 | CDI3
	// Value is absent where nothing goes to suppliers under control from
	// outside the EU, and where no finite number is the value; Why says which.
	Value     *Interval `json:"value,omitempty"`
	Threshold float64   `json:"threshold"`
	Holds     string    `json:"holds"` // yes | no | unknown: the value is above the threshold
	Why       string    `json:"why,omitempty"`
}

// HighRiskShare is what goes to suppliers under a binding adverse designation
// of an authority that covers what they serve.
type HighRiskShare struct {
	Share     Interval `json:"share"`     // of the spend
	Suppliers Interval `json:"suppliers"` // how many
	Of        int      `json:"of"`        // suppliers known
	Parties   []string `json:"parties,omitempty"`
	Cap       *float64 `json:"cap,omitempty"`     // the most that may go to them
	Exceeds   string   `json:"exceeds,omitempty"` // yes | no | unknown: more than the cap does
}
