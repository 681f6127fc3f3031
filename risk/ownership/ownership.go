// SPDX-License-Identifier: Apache-2.0

// Package ownership finds who controls a party through shares and votes,
// from which country, and how large an owner's integrated share is.
//
// Votes can be ranges, and votes beyond the stated holders can belong to
// anyone. A controller is certain where it controls under every completion
// of that and nobody else possibly controls it in turn; otherwise the result
// names the stated holders that possibly control and says that it is not
// certain. Definitions and sources: docs/method.md, "Ownership and control".
package ownership

import (
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Kinds of control, the values of result.Control.Kind.
const (
	Sole           = "sole"           // one controller holds more than half of the votes
	Joint          = "joint"          // exactly half, or a documented veto
	Circular       = "circular"       // the controllers control one another
	DeFacto        = "deFacto"        // more than half of the votes that are usually cast; indicative
	Dispersed      = "dispersed"      // nobody possibly holds half or more
	NotEstablished = "notEstablished" // somebody may, and it is not known who
)

// StatePrefix begins the id of a state as a party; the ISO 3166-1 code of
// its country follows.
const StatePrefix = "state:"

// Holding is one stated holder of a party.
type Holding struct {
	Holder, Party string
	Share         result.Interval // of the capital, 0..1
	Votes         result.Interval // of all votes, 0..1
	Assumed       bool            // nobody stated the votes, see [Holdings]
	Rights        []string        // see [Decisive] and [supplier.Rights]; a veto makes control joint
	At            result.Evidence // where it is stated
	Source        string          // the document that states it, for people; "" is unsourced
}

// Right is a documented right over a party that comes without shares, such
// as a state's golden share. It decides nothing in [Control].
type Right struct {
	Holder, Party string
	Kind          string // see [Decisive]
	At            result.Evidence
	Source        string
}

// Tenure is a holding of another time. It plays no part in any result.
type Tenure struct {
	Holder string          `json:"holder"`
	Party  string          `json:"party"`
	From   string          `json:"from,omitempty"` // YYYY-MM-DD; "" is not stated
	To     string          `json:"to,omitempty"`   // the last day, YYYY-MM-DD
	At     result.Evidence `json:"at,omitzero"`
}

// Party is a party whose control is asked for. Holders that are no Party of
// the input are parties of which nothing is known.
type Party struct {
	ID          string
	Kind        string // company | foundation | person | state | community; "" is unknown
	Established string // ISO 3166-1 alpha-2; "" is unknown
	// NoOwners says that it is known to have no owner at all.
	NoOwners bool
	// UnlistedMax bounds the share and votes of any one holder outside the
	// list, together with the parties it controls: 0 is a complete list,
	// nil is unknown, which is 1.
	UnlistedMax *float64
}

// Input is the parties and all stated holdings between them at one moment.
type Input struct {
	Parties  []Party
	Holdings []Holding
	Rights   []Right
	Elsewhen []Tenure // holdings of other times, for [Explain]
	// Turnout is the share of votes usually cast, 0..1, for de facto
	// control; nil leaves that kind out.
	Turnout *float64
}

// Control says of every party of the input, and of every holder named in it,
// who controls it, sorted by party.
//
// Controllers are ultimate ones: parties that nobody else surely controls.
// Persons, states and foundations are their own; so is a party whose
// ownership is dispersed. Where Certain is false, the controllers are those
// stated holders that possibly control, and others may. Countries are those
// of the controllers: the country of a state, else where the controller is
// established. A circle of controllers gives the warning ownership/cycle,
// holdings that add up to more than the whole ownership/over-whole.
func Control(in Input) ([]result.Control, diag.List) {
	var diags diag.List
	g := build(in, &diags)
	a := analyse(g, in.Turnout)
	out := make([]result.Control, len(g.nodes))
	for j := range g.nodes {
		out[j] = a.result(int32(j), a.control(int32(j)))
	}
	a.reportCycles(&diags)
	diags.Sort()
	return out, diags
}
