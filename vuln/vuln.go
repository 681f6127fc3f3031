// SPDX-License-Identifier: Apache-2.0

// Package vuln is the vocabulary of known vulnerabilities: what is asked about
// a component, what a database of advisories answers, and what others state of
// it. Its subfolders read the data: vuln/osv an offline index of OSV records,
// vuln/osvresult the results of osv-scanner, vuln/vex statements whether a
// product is affected, vuln/listed the lists of exploited vulnerabilities and
// the scores of how likely exploitation is, vuln/severity the vectors of CVSS.
//
// Nothing here uses a network.
package vuln

import (
	"cmp"
	"context"
	"time"

	"github.com/kedja/kedja/diag"
)

// Query is a component that a source is asked about. Fields that nobody stated
// are empty.
type Query struct {
	Name    string // as the SBOM has it; for messages
	PURL    string // the main package URL, as stated
	CPE     string // asked for nothing; a component with this name alone cannot be matched
	Version string // as the SBOM has it; the purl's own version goes before it
	Where   diag.Position
}

// State says what a source could tell of a component.
type State uint8

// The states. The zero value claims nothing.
const (
	Unknown State = iota // not looked up, or not possible to: see the reason
	Checked              // every record about the package was compared with its version
)

func (s State) String() string {
	if s == Checked {
		return "checked"
	}
	return "unknown"
}

// Reason is why a component could not be checked, or not wholly.
type Reason string

// The reasons, each a word that results and scripts may rely on.
const (
	NoIdentifier Reason = "no-identifier"      // neither a purl nor a CPE
	CPEOnly      Reason = "cpe-only"           // OSV names packages by purl, not by CPE
	BadPURL      Reason = "bad-purl"           // the purl is not one
	NotCovered   Reason = "not-covered"        // OSV has no ecosystem for this type of purl
	NoEcosystem  Reason = "no-ecosystem"       // the source does not hold the ecosystem
	NoRelease    Reason = "no-release"         // a distribution's package without the distribution's release
	NoProduct    Reason = "no-product"         // records name the package in a product on top of its distribution, and where it is from is not stated
	NoVersion    Reason = "no-version"         // records name the package, but its version is not stated
	BadVersion   Reason = "bad-version"        // records name the package, but its version cannot be ordered
	CommitsOnly  Reason = "commits-only"       // records name commits, and the component's is not stated
	Unreadable   Reason = "unreadable-records" // a record of the package could not be read
	NotInResult  Reason = "not-in-result"      // the scanner's result does not name the package in this version
)

// Answer is what a source says of one component.
type Answer struct {
	State  State
	Reason Reason // why State is Unknown; empty when Checked
	Detail string // the reason in words, for people
	// Found are the vulnerabilities that the component has, and those of which
	// it cannot be told (Found.Possible), sorted by ID. It may hold some
	// although State is Unknown.
	Found []Found
	// Later counts the records that name the component and do not count, because
	// they were published after the day that was asked about; see [Dated].
	Later int
}

// Found is one vulnerability of a component. Records of several databases that
// are aliases of each other are one.
type Found struct {
	// ID is the name that the vulnerability is best known by: its CVE where
	// exactly one is known, else the smallest of Records.
	ID      string
	Records []string // the records that say so, sorted
	Aliases []string // every other name, CVEs among them, sorted
	Summary string

	// Possible says that a record names the package but it cannot be told
	// whether it covers this version. Reason says why.
	Possible bool
	Reason   Reason

	Severity  string   // low | moderate | high | critical | none; empty: not stated
	CVSS      *float64 // base score, 0 to 10; nil: no vector that could be scored
	Vector    string   // what CVSS was computed from
	Published string   // RFC 3339, the earliest of the records
	Modified  string   // RFC 3339, the latest of the records

	// Reachable says whether an analysis of calls found that the weak code can
	// be reached, and ReachableWhy by whom; nil: nobody looked.
	Reachable    *bool
	ReachableWhy string

	// Fixed is the smallest version known that clears this vulnerability for
	// this component; empty: none is known.
	Fixed string

	// Matched says by what the records cover the version, or may: sorted; none
	// where the source does not tell.
	Matched []Match
}

// Match is what one record says of one package.
type Match struct {
	Record   string // its ID
	Package  string // ecosystem and name, as the record has them
	Versions string // in words: before 2.0.0
}

// Compare orders by record, then by package.
func (m Match) Compare(o Match) int {
	return cmp.Or(cmp.Compare(m.Record, o.Record), cmp.Compare(m.Package, o.Package), cmp.Compare(m.Versions, o.Versions))
}

// Origin says what a source was made from, for results to repeat.
type Origin struct {
	File    string // as given
	SHA256  string // of the file
	Format  string // osv-index 2, osv-scanner 2 …
	Created string // RFC 3339: the latest modification of a record; empty: not stated
}

// Source answers what vulnerabilities components have: an index of OSV records,
// or what a scanner found before.
type Source interface {
	// Match answers each query, in their order. An error means that the source
	// could not be asked at all.
	Match(ctx context.Context, queries []Query) ([]Answer, diag.List, error)
	// Origins names the files that the answers rest on.
	Origins() []Origin
}

// Dated is implemented by sources that can answer for a day in the past.
type Dated interface {
	// At returns the source as it answers for an assessment of a day. It ends
	// with the source that it is of.
	At(t time.Time) Source
}

// At returns the sources as they answer for an assessment of a day; those that
// know of no days are returned as they are.
func At(sources []Source, t time.Time) []Source {
	out := make([]Source, len(sources))
	for i, s := range sources {
		if out[i] = s; t.IsZero() {
			continue
		}
		if dated, ok := s.(Dated); ok {
			out[i] = dated.At(t)
		}
	}
	return out
}

// Sessions is implemented by sources that answer one query at a time as well.
type Sessions interface {
	// Session returns what answers for one goroutine. It ends with the source.
	Session() Session
}

// Session answers queries as the source does that it is of.
type Session interface {
	// Ask answers one query. An error means that the source cannot be asked.
	Ask(q *Query) (Answer, error)
	// Diagnostics are those that [Source].Match has for the queries so far,
	// sorted and each once.
	Diagnostics() diag.List
}
