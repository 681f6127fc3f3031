// SPDX-License-Identifier: Apache-2.0

// Package quality tells how much of what an SBOM ought to say it does say, by
// the lists of minimum elements that authorities have published and by what
// the analysis of this project needs.
//
// A [Profile] is a table of [Rule] values: what has to be stated, of what, at
// which level, by which section of which document, and where each format has
// a place for it. [Assess] counts, for each rule, who states it and who does
// not, and says what to add where.
//
// Only required rules make the score. Nothing that is absent by right counts
// against it: what a kind of thing does not have, what may not exist, and
// what the format has no place for. See docs/quality.md for the tables.
package quality

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/sbom"
)

// Level says how strongly a source asks for a field.
type Level string

// The levels. Only Required makes the score.
const (
	Required     Level = "required"     // must always be stated; minimum expected
	Conditional  Level = "conditional"  // must be stated if it exists
	Recommended  Level = "recommended"  // recommended practice
	Aspirational Level = "aspirational" // a goal
	Optional     Level = "optional"     // may be stated
)

// levels is the order in which levels are reported.
var levels = []Level{Required, Conditional, Recommended, Aspirational, Optional}

// Scope says of what a rule asks.
type Scope string

// The scopes.
const (
	OfDocument     Scope = "document"     // once
	OfComponent    Scope = "component"    // of every component, the described one among them
	OfRelationship Scope = "relationship" // of every component, about its relations to others
	OfPrimary      Scope = "primary"      // of the described component and what it directly depends on
	OfService      Scope = "service"      // of every service
)

// Dialect is a format as far as it differs in what it has places for.
type Dialect string

// The dialects.
const (
	CycloneDX Dialect = "CycloneDX"
	SPDX2     Dialect = "SPDX 2"
	SPDX3     Dialect = "SPDX 3"
)

// Where is the place a dialect has for a field; of several of one dialect the
// first that the version has. A dialect that a rule has no Where for cannot
// state it.
type Where struct {
	Dialect Dialect `json:"dialect"`
	Since   string  `json:"since,omitempty"` // first version that has the place: "1.5"; "" is every one
	Path    string  `json:"path"`            // in the spelling of the dialect's JSON
}

// Provenance says how the requirement was learnt: primary is read in the
// original, secondary in others' account of it, inferred is our own choice.
type Provenance string

// The kinds of provenance; the same words as in the catalogue of policies.
const (
	Primary   Provenance = "primary"
	Secondary Provenance = "secondary"
	Inferred  Provenance = "inferred"
)

// Source is the document that a profile follows.
type Source struct {
	Title      string     `json:"title"`
	Publisher  string     `json:"publisher"`
	Date       string     `json:"date"` // YYYY-MM-DD
	URL        string     `json:"url,omitempty"`
	Status     string     `json:"status"` // guidance | draft | own
	Provenance Provenance `json:"provenance"`
}

// Rule is one requirement.
type Rule struct {
	ID      string  `json:"id"`    // within the profile; never reused for something else
	Title   string  `json:"title"` // noun phrase that fits after "state the"
	Level   Level   `json:"level"`
	Scope   Scope   `json:"scope"`
	Section string  `json:"section"` // of the source
	Where   []Where `json:"where,omitempty"`

	// Exempt lists what need not have it: types of component, and the words
	// external (described elsewhere), root (the described component). Where
	// such a thing does state it, it counts.
	Exempt []string `json:"exempt,omitempty"`

	// UnknownCounts is set where the source accepts the statement that the
	// value is not known.
	UnknownCounts bool `json:"unknownCounts,omitempty"`

	// Remedy is what to do, where "state … in …" does not say it.
	Remedy string `json:"remedy,omitempty"`
	Note   string `json:"note,omitempty"` // how the requirement is read here

	check check
}

// Profile is a list of requirements from one source.
type Profile struct {
	Name    string `json:"name"`    // ntia, bsi-2.1 …
	Version int    `json:"version"` // of this reading; grows with every change that can change a score
	Source  Source `json:"source"`
	Summary string `json:"summary"`
	Rules   []Rule `json:"rules"`

	// NotChecked lists what the source asks for and a document cannot show, or
	// the model does not keep.
	NotChecked []string `json:"notChecked,omitempty"`
}

// ID names the profile with its version, as results do: "ntia/1".
func (p Profile) ID() string { return fmt.Sprintf("%s/%d", p.Name, p.Version) }

// Profiles returns all profiles, in the order in which they are reported.
// The result is the caller's.
func Profiles() []Profile {
	return []Profile{ntia(), cisa2025(), cisa2026(), bsi(), fsct(), kedja()}
}

// choose returns the named profiles in the order of [Profiles], all of them
// when no name is given. A name may carry the version, "ntia/1".
func choose(names []string) ([]Profile, error) {
	all := Profiles()
	if len(names) == 0 {
		return all, nil
	}
	var known []string
	for _, p := range all {
		known = append(known, p.Name)
	}
	wanted := make([]bool, len(all))
	for _, name := range names {
		i := slices.IndexFunc(all, func(p Profile) bool { return name == p.Name || name == p.ID() })
		if i < 0 {
			return nil, fmt.Errorf("there is no quality profile %q: use %s", name, strings.Join(known, ", "))
		}
		wanted[i] = true
	}
	var out []Profile
	for i, p := range all {
		if wanted[i] {
			out = append(out, p)
		}
	}
	return out, nil
}

// dialectOf returns the dialect of a document and the version within it, "" for
// a document of no known format, in which every place is taken to exist.
func dialectOf(doc *sbom.Document) (Dialect, string) {
	version := strings.TrimPrefix(doc.SpecVersion, "SPDX-")
	switch {
	case doc.Format == sbom.CycloneDX:
		return CycloneDX, version
	case doc.Format == sbom.SPDX && strings.HasPrefix(version, "3"):
		return SPDX3, version
	case doc.Format == sbom.SPDX:
		return SPDX2, version
	}
	return "", ""
}

// place returns the first place that the document's format has for what the
// rule asks for.
func (r *Rule) place(d Dialect, version string) (Where, bool) {
	for _, w := range r.Where {
		if w.Dialect == d && !older(version, w.Since) {
			return w, true
		}
	}
	return Where{}, false
}

// expressible reports whether the document's format can state it. A rule
// without places, and a document of unknown format, are not held back.
func (r *Rule) expressible(d Dialect, version string) bool {
	if d == "" || len(r.Where) == 0 {
		return true
	}
	_, ok := r.place(d, version)
	return ok
}

// older reports whether version a comes before b: numbers between points are
// compared as numbers. A version that is missing or no version is not older.
func older(a, b string) bool {
	x, y := numbers(a), numbers(b)
	return len(x) > 0 && len(y) > 0 && slices.Compare(x, y) < 0
}

// numbers takes apart "1.6" and stops at what is no number: "2.0-dev" is 2.0.
func numbers(version string) []int {
	var out []int
	for part := range strings.SplitSeq(version, ".") {
		n, digits := 0, 0
		for _, c := range part {
			if c < '0' || c > '9' || digits == 6 {
				break
			}
			n = n*10 + int(c-'0')
			digits++
		}
		if digits == 0 {
			break
		}
		out = append(out, n)
		if digits < len(part) {
			break
		}
	}
	return out
}
