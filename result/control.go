// SPDX-License-Identifier: Apache-2.0

package result

// Control says who controls a party.
type Control struct {
	Party       string            `json:"party"`
	Kind        string            `json:"kind"` // sole | joint | circular | deFacto | dispersed | notEstablished
	Certain     bool              `json:"certain"`
	Controllers []string          `json:"controllers,omitempty"` // ultimate ones, stated holders only
	Countries   []string          `json:"countries,omitempty"`   // of control; empty is not established
	Integrated  []IntegratedShare `json:"integrated,omitempty"`
	Path        []PathStep        `json:"path,omitempty"`
	// Significant are the holders that, with the parties they control, have
	// or may have at least 25 % of the capital or votes; none of a party of
	// which no owner is recorded. Since 1.1.
	Significant []SignificantHolding `json:"significant,omitempty"`
	// Decisive is who has, or may have, decisive influence: by control,
	// ultimate or between, and by documented rights. Since 1.1.
	Decisive []Influence `json:"decisive,omitempty"`
}

// SignificantHolding is a significant holding in a party. Holdings of several
// holders may count the same shares and do not add up.
type SignificantHolding struct {
	// Holder is "" for anybody who is not named: the list of owners leaves
	// room for one.
	Holder  string   `json:"holder,omitempty"`
	Share   Interval `json:"share"`             // of the capital, 0..1
	Votes   Interval `json:"votes"`             // exercisable ones, 0..1
	Through []string `json:"through,omitempty"` // controlled parties by which it holds
	Certain bool     `json:"certain"`           // whatever is not known
}

// Influence is somebody's decisive influence on a party.
type Influence struct {
	Holder string `json:"holder"`
	// By is a kind of control (see [Control].Kind) or the right: board-majority,
	// veto, golden-share …
	By string `json:"by"`
	// Through is the holder of the right where Holder controls that one.
	Through string `json:"through,omitempty"`
	Certain bool   `json:"certain"` // otherwise the influence is possible
	// Evidence is where the right is stated; control rests on the path.
	Evidence []Evidence `json:"evidence,omitempty"`
}

// IntegratedShare is an owner's share over all ownership walks.
type IntegratedShare struct {
	Owner string   `json:"owner"`
	Share Interval `json:"share"`
}

// PathStep is one holding on the way from the ultimate controller down.
type PathStep struct {
	Holder string   `json:"holder"`
	Party  string   `json:"party"`
	Votes  Interval `json:"votes"`
	At     Evidence `json:"at,omitzero"`
}
