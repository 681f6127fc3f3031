// SPDX-License-Identifier: Apache-2.0

package measures

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
	"github.com/kedja/kedja/system"
)

// What is counted for all parties at once is what counting for one gives.
func TestFrontiers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := New(drawGraph(t), nil)
		s := &m.scopes[0]
		f := m.frontiersOf(s)
		var all []int32
		for i := range m.g.Parties {
			all = append(all, int32(i))
		}
		certain, possible := m.g.Exclusives(0, all)
		for _, party := range all {
			own, direct := f.of(party)
			wantOwn, wantDirect := m.frontier(s, party)
			if own != wantOwn || direct != wantDirect {
				t.Fatalf("own %v, direct %v; want %v, %v", own, direct, wantOwn, wantDirect)
			}
			if got, want := f.rework(party), m.reworkOf(s, party); got != want {
				t.Fatalf("rework %v, want %v", got, want)
			}
			lo, hi := m.g.Exclusive(0, only(party)), m.g.Exclusive(0, orAnybody(party))
			if certain[party] != lo || possible[party] != hi {
				t.Fatalf("exclusive %d to %d, want %d to %d", certain[party], possible[party], lo, hi)
			}
		}
	})
}

// drawGraph has one product whose components depend on each other in any way.
func drawGraph(t *rapid.T) *risk.Graph {
	n := rapid.IntRange(1, 12).Draw(t, "components")
	parties := rapid.SampledFrom([]int{1, 3, 40}).Draw(t, "parties") // some draws have more than fit into one walk
	d := &sbom.Document{File: "p.json", SHA256: "00", Format: sbom.CycloneDX, Root: 0}
	d.Nodes = []sbom.Node{{Kind: sbom.KindRoot, Ref: "root", Name: "p", Parent: sbom.None, List: sbom.ListMetadata}}
	at := []supplier.Attribution{{}}
	for i := range max(n, parties) {
		name := fmt.Sprint("c", i)
		d.Nodes = append(d.Nodes, sbom.Node{Ref: name, Name: name, PURLs: []string{"pkg:npm/" + name + "@1"}, Parent: sbom.None, Index: int32(i)})
		party := rapid.IntRange(-1, parties-1).Draw(t, "party")
		if i >= n {
			party = i
		}
		if party < 0 {
			at = append(at, supplier.Attribution{})
		} else {
			at = append(at, supplier.Attribution{Party: fmt.Sprint("name:p", party)})
		}
	}
	for range rapid.IntRange(0, 3*n).Draw(t, "edges") {
		d.Depends = append(d.Depends, sbom.Edge{From: sbom.ID(rapid.IntRange(0, n).Draw(t, "from")), To: sbom.ID(rapid.IntRange(1, n).Draw(t, "to"))})
	}
	s := &system.System{ID: "s", Products: []system.Product{{ID: "p", SBOM: d.File}}}
	complete, _ := s.Complete(nil)
	catalog, ds := supplier.NewCatalog(nil, nil, nil, nil)
	if ds.Err() != nil {
		t.Fatal(ds)
	}
	g, _ := risk.Build(risk.Source{System: complete, Documents: []risk.Document{{Product: "p", SBOM: d, Attribution: at}}, Catalog: catalog, AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	return g
}

// frontier counts for one party.
func (m *Measurer) frontier(s *scope, party int32) (own, direct result.Interval) {
	ownLo, directLo := m.g.Frontier(s.components, only(party))
	ownHi, directHi := m.g.Frontier(s.components, orAnybody(party))
	ends := func(lo, hi int) result.Interval { return result.Interval{Lo: float64(lo), Hi: float64(max(lo, hi))} }
	return ends(ownLo, ownHi), ends(directLo, directHi)
}

// reworkOf counts for one party.
func (m *Measurer) reworkOf(s *scope, party int32) (out result.Interval) {
	for _, k := range s.components {
		whose := m.g.Components[k].Party
		if whose == party {
			continue
		}
		certain, possible := false, false
		for _, t := range m.g.Depends(m.g.ComponentNode(k)) {
			if c := m.g.ComponentIndex(risk.Node(t)); c != risk.None {
				on := m.g.Components[c].Party
				certain = certain || on == party
				possible = possible || on == party || on == risk.None
			}
		}
		if certain && whose != risk.None {
			out.Lo++
		}
		if possible {
			out.Hi++
		}
	}
	return out
}
