// SPDX-License-Identifier: Apache-2.0

// Package gate turns a result into an answer: which findings are accepted by
// waivers, and whether what remains passes.
//
// Everything here is a function of a [result.Assessment]. Verdicts are data,
// not errors; exit codes are the command's business.
package gate

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
)

// Waiver is a finding, or a group of findings, that a person accepts until a
// day (kind: Waiver). A waived finding keeps its outcome but no longer counts
// in the gate.
type Waiver struct {
	ID string `json:"id"`
	// Rule is a rule id, or the beginning of some followed by *: eu5g/*.
	Rule string `json:"rule"`
	// Subject is the subject of findings, or the beginning of some followed
	// by *. A component without version stands for all its versions. SBOMs and
	// components without a package URL have a lasting subject too, by what they
	// are called, which holds when the SBOM is made anew: document:PRODUCT and
	// component:PRODUCT#NAME (TYPE).
	Subject string `json:"subject"`
	// Key is what the findings of one rule and subject are told apart by, such
	// as CVE-2026-0001, or the beginning of some followed by *. Without it the
	// waiver is for all, those that come later too.
	Key        string `json:"key,omitempty"`
	Reason     Reason `json:"reason"`
	Statement  string `json:"statement"` // why, in words
	Owner      string `json:"owner"`     // who answers for the risk
	ApprovedBy string `json:"approvedBy"`
	Expires    Date   `json:"expires"` // the last day on which it holds, UTC

	Source    string `json:"source,omitempty"`
	TLP       string `json:"tlp,omitempty"` // CLEAR | GREEN | AMBER | AMBER_AND_STRICT | RED
	CreatedAt Date   `json:"createdAt,omitzero"`
	Ticket    string `json:"ticket,omitempty"`

	Origin `json:"-"`
}

// Reason is why a finding is accepted.
type Reason string

// The reasons.
const (
	AcceptedRisk       Reason = "accepted-risk"
	FalsePositive      Reason = "false-positive"
	Mitigated          Reason = "mitigated"
	PlannedReplacement Reason = "planned-replacement"
)

var (
	reasons = []string{string(AcceptedRisk), string(FalsePositive), string(Mitigated), string(PlannedReplacement)}
	tlps    = []string{"CLEAR", "GREEN", "AMBER", "AMBER_AND_STRICT", "RED"}
)

// JSONSchema lists the reasons.
func (Reason) JSONSchema() map[string]any {
	enum := make([]any, len(reasons))
	for i, r := range reasons {
		enum[i] = r
	}
	return map[string]any{"type": "string", "enum": enum}
}

// Date is a calendar day, UTC. The zero value is unknown. The time is not
// embedded because its JSON form would be taken for the date's.
type Date struct{ Time time.Time }

// Day is the calendar day of t in UTC.
func Day(t time.Time) Date { return Date{t.UTC().Truncate(24 * time.Hour)} }

// UnmarshalText reads YYYY-MM-DD.
func (d *Date) UnmarshalText(b []byte) error {
	t, err := time.Parse(time.DateOnly, string(b))
	if err != nil {
		return fmt.Errorf("%.40q is not a date: write YYYY-MM-DD", b)
	}
	d.Time = t
	return nil
}

// MarshalText writes YYYY-MM-DD, or nothing for the zero date.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.Time.Format(time.DateOnly)
}

// IsZero reports whether the date is unknown.
func (d Date) IsZero() bool { return d.Time.IsZero() }

// Origin is where a waiver was read from. It is filled by the loader.
type Origin struct {
	File string
	Line int
	// Positions maps a JSON pointer inside the record to its place.
	Positions map[string]diag.Position
}

// SetOrigin lets the loader say where the waiver was read from.
func (o *Origin) SetOrigin(file string, line int, positions map[string]diag.Position) {
	o.File, o.Line, o.Positions = file, line, positions
}

// At returns the place of the field, or of the whole waiver where the file
// does not have it.
func (o *Origin) At(pointer string) diag.Position {
	if pos, ok := o.Positions[pointer]; ok {
		return pos
	}
	return diag.Position{File: o.File, Line: o.Line}
}

// Validate reports all that is wrong with the waiver as a [diag.List], the
// positions as pointers inside the waiver.
func (w *Waiver) Validate() error {
	var list diag.List
	wrong := func(pointer, message, remedy string) {
		list.Add(diag.Diagnostic{Code: "waiver/invalid", Position: diag.Position{Pointer: pointer}, Message: message, Remedy: remedy})
	}
	for _, f := range []struct{ name, value, remedy string }{
		{"id", w.ID, "give it one, such as w-17"},
		{"rule", w.Rule, "name a rule, or a group of rules such as eu5g/*"},
		{"subject", w.Subject, "name what the finding is about, such as supplier:teliqon"},
		{"reason", string(w.Reason), "use one of " + strings.Join(reasons, ", ")},
		{"statement", w.Statement, "say in a sentence why this is accepted"},
		{"owner", w.Owner, "say who answers for the risk"},
		{"approvedBy", w.ApprovedBy, "say who accepted it"},
		{"expires", w.Expires.String(), "set the last day on which it holds: no waiver is for ever"},
	} {
		if strings.TrimSpace(f.value) == "" {
			wrong("/"+f.name, "the waiver has no "+f.name, f.remedy)
		}
	}
	if w.Reason != "" && !slices.Contains(reasons, string(w.Reason)) {
		wrong("/reason", fmt.Sprintf("unknown reason %.40q", string(w.Reason)), "use one of "+strings.Join(reasons, ", "))
	}
	if w.TLP != "" && !slices.Contains(tlps, w.TLP) {
		wrong("/tlp", fmt.Sprintf("unknown marking %.40q", w.TLP), "use one of "+strings.Join(tlps, ", "))
	}
	for _, f := range []struct{ name, value string }{{"rule", w.Rule}, {"subject", w.Subject}, {"key", w.Key}} {
		if i := strings.IndexByte(f.value, '*'); i >= 0 && i < len(f.value)-1 {
			wrong("/"+f.name, fmt.Sprintf("the pattern %.80q has a * that is not at its end", f.value), "only a trailing * is a wildcard")
		}
	}
	return list.Err()
}

// covers reports whether the waiver's patterns fit the finding of a rule that
// had other ids before.
func (w *Waiver) covers(f *result.Finding, before []string) bool {
	rule := matches(w.Rule, f.Rule) || slices.ContainsFunc(before, func(id string) bool { return matches(w.Rule, id) })
	return rule && (w.Key == "" || matches(w.Key, f.Key)) &&
		(matches(w.Subject, f.Subject) || matches(w.Subject, result.StableSubject(f.Subject)) ||
			f.Lasting != "" && matches(w.Subject, f.Lasting))
}

func matches(pattern, s string) bool {
	if prefix, ok := strings.CutSuffix(pattern, "*"); ok {
		return strings.HasPrefix(s, prefix)
	}
	return pattern == s
}

// holds reports whether the waiver has not expired at the moment.
func (w *Waiver) holds(asOf time.Time) bool { return !Day(asOf).Time.After(w.Expires.Time) }
