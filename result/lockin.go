// SPDX-License-Identifier: Apache-2.0

package result

// DORA is a row of lock-in in the words of template B_07.01 of the register of
// information (Implementing Regulation (EU) 2024/2956). Where dimensions are
// open, the first of two words is for their lower ends, the second for their
// upper ends; the mapping is a choice, see docs/method.md, "Lock-in".
type DORA struct {
	// Substitutability: easilySubstitutable | mediumComplexity |
	// highlyComplex | notSubstitutable (B_07.01.0050).
	Substitutability [2]string `json:"substitutability"`
	// Reason of the second word, where the template asks for one:
	// noRealAlternatives | migrationDifficulty | both (B_07.01.0060).
	Reason string `json:"reason,omitempty"`
	// Reintegration: easy | difficult | highlyComplex (B_07.01.0090).
	Reintegration [2]string `json:"reintegration"`
	ExitPlan      string    `json:"exitPlan"` // yes | no | unknown: for all of it (B_07.01.0080)
}

// Switching is what a contract, or a service of which none is recorded, gives
// a customer who switches, in the words of Regulation (EU) 2023/2854 (Data
// Act), article 25.
type Switching struct {
	Product        string   `json:"product,omitempty"`
	Contract       string   `json:"contract,omitempty"`
	Applies        string   `json:"applies"`        // yes | unknown
	NoticeMonths   Interval `json:"noticeMonths"`   // art. 25(2)(d): at most two
	TransitionDays Interval `json:"transitionDays"` // art. 25(2)(a): at most 30, as stated where more is
	RetrievalDays  Interval `json:"retrievalDays"`  // art. 25(2)(g): at least 30, as stated where less is
	Charges        string   `json:"charges"`        // art. 29: reduced, from 12 January 2027 none
}

// Alternatives lists, for one product, what the entity already uses elsewhere
// that could stand in for it: products of the same kind for assets of the
// same class, under another owner.
type Alternatives struct {
	Product    string        `json:"product"`
	Supplier   string        `json:"supplier,omitempty"` // absent: unattributed
	Owner      string        `json:"owner,omitempty"`    // absent: not established
	Candidates []Alternative `json:"candidates"`
	// NotProposed are those that would be candidates if it were not for Why.
	NotProposed []Alternative `json:"notProposed,omitempty"`
	More        int           `json:"more,omitempty"` // of either, beyond the 20 listed
}

// Alternative is a product that may take the place of another one. It is a
// hint to look, not a qualified alternative.
type Alternative struct {
	Product   string `json:"product"`
	Supplier  string `json:"supplier,omitempty"`
	Owner     string `json:"owner,omitempty"`
	Why       string `json:"why"`
	Certainty string `json:"certainty"` // certain | possible: that the owner is another one
}
