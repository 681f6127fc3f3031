// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/supplier"
)

// Summary is what is kept of any number of SBOMs and systems. Summaries
// merge: [Summary.Merge] is associative and commutative, and merging one with
// itself changes nothing, so that a portfolio may be read in parts, in any
// order and by any number of machines. It grows with the different SBOMs and
// with what they list, never with the size of files. The zero value is not
// ready; use [NewSummary].
type Summary struct {
	documents map[string]*document // by SHA-256 of the SBOM
	systems   map[string]*unit     // by SHA-256 of the record
	failures  map[Failure]bool

	ids  table[string]               // of components
	from table[supplier.Attribution] // whose they are
}

// NewSummary returns the summary of nothing.
func NewSummary() *Summary {
	return &Summary{
		documents: map[string]*document{}, systems: map[string]*unit{}, failures: map[Failure]bool{},
		ids: newTable[string](), from: newTable[supplier.Attribution](),
	}
}

// Failure is a file that is not part of the portfolio, and why.
type Failure struct {
	diag.Diagnostic
	// Skipped: met in a folder and neither SBOM nor record, so nobody asked
	// for it.
	Skipped bool
}

// document is what is kept of one SBOM.
type document struct {
	head
	parts []part
	edges []edge
}

// head is what an SBOM says of itself, and how much it says.
type head struct {
	SHA256       string   `json:"sha256"`
	Files        []string `json:"files"` // sorted
	Format       string   `json:"format"`
	SpecVersion  string   `json:"specVersion"`
	Name         string   `json:"name"`
	Version      string   `json:"version"`
	Identifier   string   `json:"identifier,omitempty"`
	Revision     int      `json:"revision,omitempty"`
	Created      string   `json:"created,omitempty"`
	TLP          string   `json:"tlp,omitempty"`
	Completeness string   `json:"completeness"`
	Cut          bool     `json:"cut,omitempty"`
	Content      string   `json:"content"` // digest of what is listed, whatever the format
	Components   int      `json:"components"`
	Services     int      `json:"services"`
	Dependencies int      `json:"dependencies"`
	WithSupplier int      `json:"withSupplier"`
	WithVersion  int      `json:"withVersion"`
	WithPURL     int      `json:"withPURL"`
	WithHash     int      `json:"withHash"`
	WithLicense  int      `json:"withLicense"`
	Errors       int      `json:"errors"`
	Warnings     int      `json:"warnings"`
	Remarks      []remark `json:"remarks,omitempty"` // sorted by code

	// Root is whose the described thing is.
	Root supplier.Attribution `json:"root"`
}

// remark is one kind of diagnostic of a document.
type remark struct {
	Code     string        `json:"code"`
	Severity diag.Severity `json:"severity"`
	Count    int           `json:"count"`
	Message  string        `json:"message"` // of the first
}

// part is one component in one SBOM.
type part struct {
	id, from int32 // in the tables of the summary
	counted  bool
	excluded bool // by its scope
	direct   risk.Tri
}

// edge leads from a part to one that it depends on or contains, by their
// places in the document.
type edge struct{ from, to int32 }

// table numbers values in the order in which they come.
type table[T comparable] struct {
	at     map[T]int32
	values []T
}

func newTable[T comparable]() table[T] { return table[T]{at: map[T]int32{}} }

// number is the number of a value; a new one is kept as keep makes it.
func (t *table[T]) number(v T, keep func(T) T) int32 {
	if i, ok := t.at[v]; ok {
		return i
	}
	v = keep(v)
	if i, ok := t.at[v]; ok { // what is kept of it is known already
		return i
	}
	i := int32(len(t.values))
	t.at[v] = i
	t.values = append(t.values, v)
	return i
}

// keepAttribution copies the texts, which may be cuts of a large input. Of
// natural persons the opaque id alone is kept.
func keepAttribution(a supplier.Attribution) supplier.Attribution {
	if a.Kind == "person" {
		a.Name, a.Why = "", ""
	}
	a.Party, a.Name, a.Kind, a.Role, a.Why = strings.Clone(a.Party), strings.Clone(a.Name), strings.Clone(a.Kind), strings.Clone(a.Role), strings.Clone(a.Why)
	return a
}

// Merge adds what o holds; o is not changed and shares nothing that changes.
func (s *Summary) Merge(o *Summary) {
	for sha, d := range o.documents {
		if mine, ok := s.documents[sha]; ok {
			mine.Files = union(mine.Files, d.Files)
			continue
		}
		c := &document{head: d.head, parts: make([]part, len(d.parts)), edges: d.edges}
		c.Files = slices.Clone(d.Files)
		for i, p := range d.parts {
			p.id = s.ids.number(o.ids.values[p.id], strings.Clone)
			p.from = s.from.number(o.from.values[p.from], keepAttribution)
			c.parts[i] = p
		}
		s.documents[sha] = c
	}
	for sha, u := range o.systems {
		if mine, ok := s.systems[sha]; ok {
			u = mine.merged(u)
		}
		s.systems[sha] = u
	}
	for f := range o.failures {
		s.failures[f] = true
	}
}

// Fail notes a file that could not be read.
func (s *Summary) Fail(f Failure) { s.failures[f] = true }

// Documents is the number of different SBOMs, those among them that are the
// same in another form or an older one.
func (s *Summary) Documents() int { return len(s.documents) }

func union(a, b []string) []string {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}

// sortedDocuments are the documents in the order of their digests, which
// renaming files does not change.
func (s *Summary) sortedDocuments() []*document {
	out := make([]*document, 0, len(s.documents))
	for _, d := range s.documents {
		out = append(out, d)
	}
	slices.SortFunc(out, func(a, b *document) int { return cmp.Compare(a.SHA256, b.SHA256) })
	return out
}

func (s *Summary) sortedSystems() []*unit {
	out := make([]*unit, 0, len(s.systems))
	for _, u := range s.systems {
		out = append(out, u)
	}
	slices.SortFunc(out, func(a, b *unit) int { return cmp.Compare(a.SHA256, b.SHA256) })
	return out
}

func (s *Summary) sortedFailures() []Failure {
	out := make([]Failure, 0, len(s.failures))
	for f := range s.failures {
		out = append(out, f)
	}
	slices.SortFunc(out, func(a, b Failure) int {
		return cmp.Or(a.Compare(b.Diagnostic), cmp.Compare(flag(a.Skipped), flag(b.Skipped)))
	})
	return out
}

func flag(b bool) int {
	if b {
		return 1
	}
	return 0
}
