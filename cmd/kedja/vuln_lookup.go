// SPDX-License-Identifier: Apache-2.0

package main

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/triage"
)

// lookups looks components up while SBOMs are read, and keeps of them what
// goes into the result. That is for components that can be judged one at a
// time: where statements are applied it is of no use.
type lookups struct {
	ctx     context.Context
	options func() (triage.Options, error) // waits until there is something to look up in
	full    bool

	batches chan batch
	spare   chan []read.Named // of batches that are done
	workers sync.WaitGroup
}

// errAtOnce says that components cannot be judged one at a time.
var errAtOnce = errors.New("components have to be judged at once")

// batch is some components of one SBOM, of one of two kinds.
type batch struct {
	of    *looked
	place int // among the batches of the SBOM
	file  string
	named []read.Named
	asked []asked
}

// looked is what became of the components of one SBOM.
type looked struct {
	next int // place of the next batch

	mu         sync.Mutex
	sessions   []*triage.Session
	err        error            // why the rest is worth nothing
	described  []MatchComponent // what the SBOM describes, one or none
	found      map[int][]MatchComponent
	components int // asked about
	checked    int
	clear      int // checked, and nothing found: not kept
	later      int // records that do not count yet
}

// batchesAhead bounds how many batches wait.
const batchesAhead = 16

func startLookups(ctx context.Context, full bool, options func() (triage.Options, error)) *lookups {
	l := &lookups{ctx: ctx, full: full, options: options,
		batches: make(chan batch, batchesAhead), spare: make(chan []read.Named, batchesAhead)}
	for range runtime.GOMAXPROCS(0) {
		l.workers.Go(l.work)
	}
	return l
}

// work looks batches up until there are no more. Of those behind an error it
// makes nothing. An SBOM has sessions of its own: of one that turns out to need
// another reading nothing must stay.
func (l *lookups) work() {
	var s *triage.Session
	var of *looked
	for b := range l.batches {
		if b.of != of {
			of, s = b.of, l.session(b.of)
		}
		if s == nil || l.ctx.Err() != nil {
			continue
		}
		if err := l.look(s, &b); err != nil {
			of.fail(err)
		}
	}
}

func (l *lookups) session(of *looked) *triage.Session {
	o, err := l.options()
	if err != nil {
		of.fail(err)
		return nil
	}
	s, ok := triage.NewSession(o)
	if !ok {
		of.fail(errAtOnce)
		return nil
	}
	of.mu.Lock()
	defer of.mu.Unlock()
	of.sessions = append(of.sessions, s)
	return s
}

func (of *looked) fail(err error) {
	of.mu.Lock()
	defer of.mu.Unlock()
	if of.err == nil {
		of.err = err
	}
}

// add has a batch looked up.
func (l *lookups) add(of *looked, b batch) {
	b.of, b.place = of, of.next
	of.next++
	l.batches <- b
}

// end waits until everything has been looked up.
func (l *lookups) end() {
	close(l.batches)
	l.workers.Wait()
}

// said is what the sources said of the components of SBOMs, or why they could
// not be asked.
func said(list []reading) (diag.List, error) {
	var sessions []*triage.Session
	for i := range list {
		if of := list[i].looked; of != nil && of.err != nil {
			return nil, of.err
		} else if of != nil {
			sessions = append(sessions, of.sessions...)
		}
	}
	return triage.Said(sessions), nil
}

// named looks up the components of an SBOM in a file while it reads what they
// are called. It returns nil where the file has to be read whole.
func (l *lookups) named(file string) (*sbom.Document, *looked) {
	of := &looked{found: map[int][]MatchComponent{}}
	doc, ok := read.Names(file, nil, func(list []read.Named) []read.Named {
		l.add(of, batch{named: list, file: file})
		select {
		case list = <-l.spare:
			return list
		default:
			return nil
		}
	})
	if !ok {
		return nil, nil
	}
	return doc, of
}

// document looks up the components of an SBOM that was read.
func (l *lookups) document(doc *sbom.Document) *looked {
	of := &looked{found: map[int][]MatchComponent{}}
	for list := range slices.Chunk(askedOf(doc), 512) {
		l.add(of, batch{asked: list, file: doc.File})
	}
	return of
}

// looking is one batch on its way.
type looking struct {
	*lookups
	session *triage.Session
	q       vuln.Query
	found   []MatchComponent
	of      looked // figures of the batch alone
}

// look looks one batch up.
func (l *lookups) look(s *triage.Session, b *batch) error {
	k := &looking{lookups: l, session: s}
	for i := range b.named {
		c := &b.named[i]
		root := c.List == sbom.ListMetadata
		if root && c.PURL == "" && c.CPE == "" {
			continue
		}
		k.q = vuln.Query{Name: c.Name, PURL: c.PURL, CPE: c.CPE, Version: c.Version}
		o, keep, err := k.judge()
		switch {
		case err != nil:
			return err
		case keep && root:
			k.of.described = append(k.of.described, componentNamed(b.file, c, &o))
		case keep:
			k.found = append(k.found, componentNamed(b.file, c, &o))
		}
	}
	for i := range b.asked {
		a := &b.asked[i]
		k.q = queryOf(a.doc, a.id)
		o, keep, err := k.judge(othersOf(a.doc, a.id)...)
		if err != nil {
			return err
		}
		if keep {
			k.found = append(k.found, component(a, &o))
		}
	}
	b.of.take(k, b.place)
	select {
	case l.spare <- b.named:
	default:
	}
	return nil
}

// judge judges what the query and others ask about, counts it, and says whether it is to
// be kept.
func (k *looking) judge(others ...vuln.Query) (o triage.Outcome, keep bool, err error) {
	if o, err = k.session.Judge(&k.q, others...); err != nil {
		return o, false, err
	}
	k.of.components++
	k.of.later += o.Lookup.Later
	if o.Lookup.State == vuln.Checked {
		k.of.checked++
		if !k.full && len(o.Known) == 0 {
			k.of.clear++
			return o, false, nil
		}
	}
	return o, true, nil
}

// take adds what became of a batch.
func (of *looked) take(k *looking, place int) {
	of.mu.Lock()
	defer of.mu.Unlock()
	of.components, of.checked, of.clear = of.components+k.of.components, of.checked+k.of.checked, of.clear+k.of.clear
	of.later += k.of.later
	of.described = append(of.described, k.of.described...)
	if len(k.found) > 0 {
		of.found[place] = k.found
	}
}

// into adds what was found to a result.
func (of *looked) into(r *MatchResult, in *MatchInput, ids map[string]bool) {
	in.Components, in.Checked = of.components, of.checked
	r.Counts.Components += of.clear
	r.Counts.Checked += of.clear
	r.Counts.Later += of.later
	keep := func(list []MatchComponent) {
		for i := range list {
			r.Counts.count(&list[i], ids)
		}
		r.Components = append(r.Components, list...)
	}
	n := len(of.described)
	for _, list := range of.found {
		n += len(list)
	}
	r.Components = slices.Grow(r.Components, n)
	keep(of.described)
	for place := range of.next {
		keep(of.found[place])
	}
}
