// SPDX-License-Identifier: Apache-2.0

package portfolio

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/supplier"
)

// stored is the JSON form of a summary. Equal summaries have equal bytes,
// however they were merged.
type stored struct {
	Documents []storedDocument `json:"documents"`
	Systems   []*unit          `json:"systems"`
	Failures  []storedFailure  `json:"failures"`
}

// storedDocument has a column for each field of the parts.
type storedDocument struct {
	head
	IDs    []string               `json:"ids"`
	Uses   []uint8                `json:"uses"` // flags of a part
	From   []int32                `json:"from"` // places in Whose
	Whose  []supplier.Attribution `json:"whose"`
	Depend [][2]int32             `json:"depend"` // places in IDs
}

type storedFailure struct {
	diag.Diagnostic
	Skipped bool `json:"skipped,omitempty"`
}

// The flags of a part: the two lowest bits are its directness.
const (
	flagCounted  = 1 << 2
	flagExcluded = 1 << 3
	flagsDirect  = 1<<2 - 1
)

// MarshalJSON writes the summary, for those who merge on several machines.
// The form may change between versions of kedja.
func (s *Summary) MarshalJSON() ([]byte, error) {
	out := stored{Documents: []storedDocument{}, Systems: s.sortedSystems(), Failures: []storedFailure{}}
	for _, d := range s.sortedDocuments() {
		w := storedDocument{head: d.head, IDs: make([]string, len(d.parts)), Uses: make([]uint8, len(d.parts)), From: make([]int32, len(d.parts)), Depend: make([][2]int32, len(d.edges))}
		at := map[int32]int32{}
		for i, p := range d.parts {
			k, ok := at[p.from]
			if !ok {
				k = int32(len(w.Whose))
				at[p.from] = k
				w.Whose = append(w.Whose, s.from.values[p.from])
			}
			w.IDs[i], w.From[i], w.Uses[i] = s.ids.values[p.id], k, p.flags()
		}
		for i, e := range d.edges {
			w.Depend[i] = [2]int32{e.from, e.to}
		}
		out.Documents = append(out.Documents, w)
	}
	for _, f := range s.sortedFailures() {
		out.Failures = append(out.Failures, storedFailure(f))
	}
	return json.Marshal(&out)
}

func (p *part) flags() uint8 {
	f := uint8(p.direct) & flagsDirect
	if p.counted {
		f |= flagCounted
	}
	if p.excluded {
		f |= flagExcluded
	}
	return f
}

// UnmarshalJSON reads what MarshalJSON wrote, in place of what the summary
// holds.
func (s *Summary) UnmarshalJSON(data []byte) error {
	var in stored
	if err := json.Unmarshal(data, &in); err != nil {
		return err
	}
	fresh := NewSummary()
	for i := range in.Documents {
		d, err := in.Documents[i].document(fresh)
		if err != nil {
			return fmt.Errorf("document %d of the summary: %w", i, err)
		}
		fresh.documents[d.SHA256] = d
	}
	for i, u := range in.Systems {
		if err := u.check(); err != nil {
			return fmt.Errorf("system %d of the summary: %w", i, err)
		}
		fresh.systems[u.SHA256] = u
	}
	for _, f := range in.Failures {
		fresh.failures[Failure(f)] = true
	}
	*s = *fresh
	return nil
}

func (w *storedDocument) document(s *Summary) (*document, error) {
	n := len(w.IDs)
	switch {
	case w.SHA256 == "" || len(w.Files) == 0:
		return nil, errors.New("it has no digest or no file")
	case len(w.Uses) != n || len(w.From) != n:
		return nil, errors.New("its columns are not of one length")
	}
	d := &document{head: w.head, parts: make([]part, n), edges: make([]edge, len(w.Depend))}
	d.Files = union(w.Files, nil)
	for i := range w.IDs {
		if w.From[i] < 0 || int(w.From[i]) >= len(w.Whose) || w.Uses[i]&flagsDirect > uint8(risk.Yes) {
			return nil, fmt.Errorf("its part %d is malformed", i)
		}
		d.parts[i] = part{
			id: s.ids.number(w.IDs[i], strings.Clone), from: s.from.number(w.Whose[w.From[i]], keepAttribution),
			counted: w.Uses[i]&flagCounted != 0, excluded: w.Uses[i]&flagExcluded != 0, direct: risk.Tri(w.Uses[i] & flagsDirect),
		}
	}
	for i, e := range w.Depend {
		if min(e[0], e[1]) < 0 || int(max(e[0], e[1])) >= n {
			return nil, fmt.Errorf("its dependency %d leads nowhere", i)
		}
		d.edges[i] = edge{e[0], e[1]}
	}
	return d, nil
}

// check refuses a system that does not hold together.
func (u *unit) check() error {
	if u == nil || u.SHA256 == "" || len(u.Files) == 0 {
		return errors.New("it has no digest or no file")
	}
	for i := range u.Assets {
		for _, p := range u.Assets[i].Products {
			if p < 0 || int(p) >= len(u.Products) {
				return fmt.Errorf("its asset %d needs a product that is not there", i)
			}
		}
	}
	u.Files = slices.Compact(slices.Sorted(slices.Values(u.Files)))
	return nil
}
