// SPDX-License-Identifier: Apache-2.0

package main

import (
	"cmp"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/vuln"
)

// matchKind is the kind of a [MatchResult].
const matchKind = "VulnerabilityMatch"

// MatchResult is what vuln match found, as -o json writes it.
type MatchResult struct {
	Kind          string        `json:"kind"`          // VulnerabilityMatch
	SchemaVersion string        `json:"schemaVersion"` // minor versions only add
	Engine        result.Engine `json:"engine"`
	AsOf          string        `json:"asOf"`
	Incomplete    bool          `json:"incomplete"` // an SBOM that was asked for could not be read
	Inputs        []MatchInput  `json:"inputs"`
	Sources       []MatchSource `json:"sources"` // what the answers rest on
	Counts        MatchCounts   `json:"counts"`
	// Components are those that have something found or could not be checked,
	// as the SBOMs list them; with --full all.
	Components  []MatchComponent `json:"components"`
	Diagnostics diag.List        `json:"diagnostics"` // also of statements that applied to nothing
}

// MatchInput is an SBOM that was matched.
type MatchInput struct {
	File        string `json:"file"`
	SHA256      string `json:"sha256"`
	Format      string `json:"format"`
	SpecVersion string `json:"specVersion"`
	Name        string `json:"name"`
	Components  int    `json:"components"` // asked about, what the SBOM describes among them
	Checked     int    `json:"checked"`
}

// MatchSource is a file that answers rest on.
type MatchSource struct {
	File    string `json:"file"`
	SHA256  string `json:"sha256,omitempty"`
	Format  string `json:"format"`
	Created string `json:"created,omitempty"` // RFC 3339, of the newest that it holds; absent: not stated
}

// MatchCounts count components and what was found in them. A finding is one
// vulnerability of one component.
type MatchCounts struct {
	Components int `json:"components"`
	Checked    int `json:"checked"`
	// Unknown counts the others by why they could not be checked.
	Unknown map[string]int `json:"unknown"`
	// Vulnerable counts the components with an open finding, and Vulnerabilities
	// the different vulnerabilities of these.
	Vulnerable      int `json:"vulnerable"`
	Vulnerabilities int `json:"vulnerabilities"`
	Findings        int `json:"findings"` // open: certain, and not closed by a statement
	// BySeverity counts the open findings; those without a severity under "".
	BySeverity map[string]int `json:"bySeverity"`
	Fixable    int            `json:"fixable"`             // open findings that a known version clears
	Exploited  *int           `json:"exploited,omitempty"` // open findings on lists of exploited vulnerabilities; absent: no list was given
	Possible   int            `json:"possible"`            // findings of which it cannot be told
	Closed     int            `json:"closed"`              // findings that statements say are none, or fixed
	// Later counts what does not count as found: records about components that
	// were published after the day of the question.
	Later int `json:"later,omitempty"`
}

// MatchComponent is a component and what became of looking it up.
type MatchComponent struct {
	Input     string        `json:"input"` // the SBOM's file
	Ref       string        `json:"ref"`
	Name      string        `json:"name"` // with its group
	Version   string        `json:"version,omitempty"`
	PURL      string        `json:"purl,omitempty"`
	CPE       string        `json:"cpe,omitempty"`
	Scope     string        `json:"scope,omitempty"`     // absent: not stated
	Described bool          `json:"described,omitempty"` // it is what the SBOM is about
	At        diag.Position `json:"at"`
	State     string        `json:"state"` // checked | unknown
	// Reason and Detail say why the state is unknown: no-identifier, cpe-only,
	// bad-purl, not-covered, no-ecosystem, no-release, no-product, no-version,
	// bad-version, commits-only, unreadable-records, not-in-result.
	Reason          string                 `json:"reason,omitempty"`
	Detail          string                 `json:"detail,omitempty"`
	Vulnerabilities []result.Vulnerability `json:"vulnerabilities"`
}

// matchSchema is the JSON Schema of a [MatchResult].
func matchSchema() ([]byte, error) {
	s := schema.Of(MatchResult{}, &schema.Options{Title: "kedja " + matchKind + " 1.0"})
	if fields, ok := s["properties"].(map[string]any); ok {
		fields["kind"] = map[string]any{"const": matchKind}
		fields["schemaVersion"] = map[string]any{"type": "string", "pattern": `^1\.[0-9]+$`}
	}
	return schema.Encode(s)
}

func sourceOf(o vuln.Origin) MatchSource {
	return MatchSource{File: o.File, SHA256: o.SHA256, Format: o.Format, Created: o.Created}
}

// urgency orders findings, the worst first: used by somebody, then by score,
// then by how likely use is.
func urgency(a, b *result.Vulnerability) int {
	return cmp.Or(
		-compareBool(a.Used(), b.Used()),
		-cmp.Compare(rank(a), rank(b)),
		-cmp.Compare(value(a.CVSS), value(b.CVSS)),
		-cmp.Compare(value(a.EPSS), value(b.EPSS)),
		-cmp.Compare(a.ID, b.ID), // newer CVEs first
	)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// rank is the place of a severity; one that nobody stated stands between low
// and moderate, so that it is not lost at the end.
func rank(v *result.Vulnerability) int {
	if v.Severity == "" {
		return 2
	}
	return slices.Index([]string{"none", "low", "", "moderate", "high", "critical"}, v.Severity)
}

func value(x *float64) float64 {
	if x == nil {
		return -1
	}
	return *x
}
