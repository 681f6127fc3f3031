// SPDX-License-Identifier: Apache-2.0

package result

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
)

// KindDiff is the value of the kind field of a stored difference.
const KindDiff = "Diff"

// Diff is what changed between two assessments. It is derived from them and
// part of neither. Lists hold only what differs, sorted; equal assessments
// give none.
type Diff struct {
	Kind          string   `json:"kind"`
	SchemaVersion string   `json:"schemaVersion"`
	Old           DiffSide `json:"old"`
	New           DiffSide `json:"new"`
	// Causes are the things that went into the assessments and differ. Of
	// each change they are the candidates: which of them made it, a
	// comparison of two results alone cannot tell.
	Causes []Cause  `json:"causes,omitempty"`
	Notes  []string `json:"notes,omitempty"` // what limits the comparison

	Bounds        []BoundChange         `json:"bounds,omitempty"`
	Components    ComponentChanges      `json:"components,omitzero"`
	Parties       []PartyChange         `json:"parties,omitempty"`
	Control       []ControlChange       `json:"control,omitempty"`
	Countries     []CountryChange       `json:"countries,omitempty"`
	Concentration []ConcentrationChange `json:"concentration,omitempty"`
	SinglePoints  []SinglePointChange   `json:"singlePoints,omitempty"`
	Findings      []FindingChange       `json:"findings,omitempty"`
	// Vulnerabilities are pairs of a known vulnerability and a component,
	// those that became exploited first.
	Vulnerabilities []VulnerabilityChange `json:"vulnerabilities,omitempty"`
	// Names are what people call the parties that the changes name by id, as
	// in the new result, else as in the old.
	Names map[string]string `json:"names,omitempty"`
}

// DiffSide says which assessment one side is, and how it was judged.
type DiffSide struct {
	Subject string  `json:"subject"`
	Name    string  `json:"name,omitempty"`
	AsOf    string  `json:"asOf"`
	Engine  string  `json:"engine"` // version
	Full    bool    `json:"full"`   // every component is listed
	Verdict Verdict `json:"verdict"`
}

// Cause is something that went into both assessments and differs, or into
// one of them only.
type Cause struct {
	Kind string `json:"kind"`           // data | policy | engine | date | parameters
	Name string `json:"name,omitempty"` // file, pack or RULE.NAME
	Old  string `json:"old,omitempty"`  // digest, version or value; empty where it is new
	New  string `json:"new,omitempty"`  // empty where it is gone
}

// Label names a cause: data system.yaml, policy eu5g, engine, date.
func (c Cause) Label() string {
	if c.Name == "" {
		return c.Kind
	}
	return c.Kind + " " + c.Name
}

// The words for what became of something.
const (
	ChangeNew     = "new"
	ChangeGone    = "gone"
	ChangeRenamed = "renamed"
	ChangeChanged = "changed"
	// Of numbers. A refined one lies inside the old interval: that is what
	// learning a fact does. A widened one holds the old.
	ChangeRefined = "refined"
	ChangeWidened = "widened"
	ChangeRose    = "rose"  // surely: the intervals do not meet
	ChangeFell    = "fell"  // surely
	ChangeMoved   = "moved" // the intervals overlap
)

// BoundChange is a source that binds the entity now, or in another way, or of
// which it is known better or worse whether it does.
type BoundChange struct {
	Pack   string      `json:"pack"`
	Source string      `json:"source"`
	Change string      `json:"change"` // new | gone | changed
	Old    *BoundState `json:"old,omitempty"`
	New    *BoundState `json:"new,omitempty"`
}

// BoundState is whether a source binds the entity; see [Bound].
type BoundState struct {
	Answer  string   `json:"answer"`
	Class   string   `json:"class,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

// ComponentChanges compares the components that the results name.
type ComponentChanges struct {
	Added   []Component       `json:"added,omitempty"`
	Removed []Component       `json:"removed,omitempty"`
	Updated []ComponentUpdate `json:"updated,omitempty"` // the same package in another version
}

// Empty reports whether no component changed.
func (c *ComponentChanges) Empty() bool {
	return len(c.Added)+len(c.Removed)+len(c.Updated) == 0
}

// ComponentUpdate is one package in two versions.
type ComponentUpdate struct {
	ID    string `json:"id"` // the new one
	Name  string `json:"name"`
	Party string `json:"party,omitempty"`
	Old   string `json:"old"` // version
	New   string `json:"new"`
}

// PartyChange is a party that came, went or changed its name.
type PartyChange struct {
	ID     string `json:"id"`
	Change string `json:"change"` // new | gone | renamed
	Old    string `json:"old,omitempty"`
	New    string `json:"new,omitempty"`
	// OldID is the id that the party had, where a record gave it another.
	OldID string `json:"oldID,omitempty"`
}

// ControlChange is a party that somebody else controls now, or whose control
// is known better or worse, or in which others have significant holdings or
// decisive influence. Old and New are equal where only the latter changed.
type ControlChange struct {
	Party string        `json:"party"`
	Name  string        `json:"name,omitempty"`
	Old   *ControlState `json:"old,omitempty"`
	New   *ControlState `json:"new,omitempty"`
	// Holders are the significant holdings and decisive influence that differ.
	// None where only one of the results has the party.
	Holders []HolderChange `json:"holders,omitempty"`
}

// HolderChange is a significant holding or decisive influence that came, went
// or changed its size or certainty.
type HolderChange struct {
	Change string `json:"change"` // new | gone | changed
	// Holder is "" for anybody who is not named.
	Holder string `json:"holder,omitempty"`
	// As is [AsSignificant], or by what there is decisive influence: a kind of
	// control or a right, see [Influence].
	As      string       `json:"as"`
	Through string       `json:"through,omitempty"` // holder of the right
	Old     *HolderState `json:"old,omitempty"`
	New     *HolderState `json:"new,omitempty"`
}

// AsSignificant says that a [HolderChange] is about a significant holding.
const AsSignificant = "significant"

// HolderState is a significant holding or decisive influence in short. Votes
// and share are those of a holding.
type HolderState struct {
	Certain bool      `json:"certain"`
	Votes   *Interval `json:"votes,omitempty"`
	Share   *Interval `json:"share,omitempty"` // of the capital
}

// ControlState is who controls a party.
type ControlState struct {
	Kind        string   `json:"kind"`
	Certain     bool     `json:"certain"`
	Controllers []string `json:"controllers,omitempty"`
	Countries   []string `json:"countries,omitempty"`
}

// CountryChange is a country that one of the results does not have at all.
type CountryChange struct {
	Code   string   `json:"code"`
	Change string   `json:"change"` // new | gone
	As     []string `json:"as"`     // control | established | headquarters | manufacture
	// Parties are those it comes with, by id.
	Parties []string `json:"parties,omitempty"`
}

// ConcentrationChange is a row of concentration that differs.
type ConcentrationChange struct {
	Scope string `json:"scope"` // as in the new result
	By    string `json:"by"`
	Basis string `json:"basis"`
	// Change is what became of the row, by all its numbers: new, gone,
	// refined, widened, rose, fell or moved; changed where they disagree.
	Change string              `json:"change"`
	Old    *ConcentrationState `json:"old,omitempty"`
	New    *ConcentrationState `json:"new,omitempty"`
	// HHIChange and CR1Change are the new value less the old, where both
	// results have the row: every completion of the one with every completion
	// of the other. Only an interval without 0 is a change for certain.
	HHIChange *Interval `json:"hhiChange,omitempty"`
	CR1Change *Interval `json:"cr1Change,omitempty"`
	// Note says where the results know more or less: that more is attributed
	// is no fall of concentration.
	Note string `json:"note,omitempty"`
}

// ConcentrationState is a row of concentration in short.
type ConcentrationState struct {
	N            int      `json:"n"`
	HHI          Interval `json:"hhi"`
	CR1          Interval `json:"cr1"`
	Unattributed Interval `json:"unattributed"`
	Largest      string   `json:"largest,omitempty"` // key of the largest share, but of components
}

// SinglePointChange is a single point that came, went or changed certainty.
type SinglePointChange struct {
	Change string      `json:"change"` // new | gone | changed
	Point  SinglePoint `json:"point"`  // as it is, or was where gone
	Was    string      `json:"was,omitempty"`
}

// FindingChange is a finding that came, went or has another outcome,
// severity, waiver or count.
type FindingChange struct {
	Change  string        `json:"change"`  // new | gone | changed
	Finding Finding       `json:"finding"` // as it is, or was where gone
	Was     *FindingState `json:"was,omitempty"`
	// Causes are the labels of those causes that can have made the change.
	Causes []string `json:"causes,omitempty"`
}

// FindingState is how a finding stood.
type FindingState struct {
	Outcome  Outcome `json:"outcome"`
	Severity string  `json:"severity"`
	Waiver   string  `json:"waiver,omitempty"`
	Count    int     `json:"count,omitempty"`
}

// VulnerabilityChange is a known vulnerability of a component that appeared,
// went, or stands otherwise. A component in another version is the same.
type VulnerabilityChange struct {
	Change string `json:"change"` // new | gone | changed
	ID     string `json:"id"`
	// Component is what has it, or had it where it is gone, and Name what people
	// call that.
	Component string `json:"component"`
	Name      string `json:"name,omitempty"`
	// BecameExploited says that a list of exploited vulnerabilities has it now
	// and none did before, though it was compared with one or was not there.
	BecameExploited bool                `json:"becameExploited,omitempty"`
	Old             *VulnerabilityState `json:"old,omitempty"`
	New             *VulnerabilityState `json:"new,omitempty"`
}

// VulnerabilityState is how a vulnerability of a component stands.
type VulnerabilityState struct {
	Standing  string `json:"standing"`            // open | possible | settled
	VEX       string `json:"vex,omitempty"`       // see [Vulnerability]
	Severity  string `json:"severity,omitempty"`  // absent: not stated
	Exploited *bool  `json:"exploited,omitempty"` // absent: no list was given that can tell
	Fixed     string `json:"fixed,omitempty"`
}

// Empty reports whether nothing in the results differs. What went into them
// may differ all the same: see Causes.
func (d *Diff) Empty() bool {
	return d.Components.Empty() && len(d.Bounds)+len(d.Parties)+len(d.Control)+len(d.Countries)+len(d.Concentration)+
		len(d.SinglePoints)+len(d.Findings)+len(d.Vulnerabilities) == 0
}

// EncodeDiff writes a difference as indented JSON with a final newline, in
// the manner of [Encode].
func EncodeDiff(w io.Writer, d *Diff) error { return encodeAny(w, d) }

// EncodeExplanation writes an explanation as indented JSON with a final
// newline, in the manner of [Encode].
func EncodeExplanation(w io.Writer, x *Explanation) error { return encodeAny(w, x) }

func encodeAny(w io.Writer, v any) error {
	var compact bytes.Buffer
	enc := json.NewEncoder(&compact)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("this cannot be written as JSON: %w", err)
	}
	_, err := w.Write(indent(compact.Bytes(), 0))
	return err
}
