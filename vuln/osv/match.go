// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"maps"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
	"github.com/kedja/kedja/vuln/internal/version"
	"github.com/kedja/kedja/vuln/osv/internal/affected"
	"github.com/kedja/kedja/vuln/severity"
)

const (
	matchBatch = 256     // queries that a goroutine takes at once
	memoPlaces = 1 << 12 // answers that a goroutine keeps for equal components, at most
)

// Match answers each query from the index. Components with the same package
// and version may share what was found: it is only to be read. The diagnostics
// repeat what could not be read of the ecosystems asked about and may have
// been about any of their packages. All records count, whenever they were
// published: see [Index.At].
func (x *Index) Match(ctx context.Context, queries []vuln.Query) ([]vuln.Answer, diag.List, error) {
	return x.match(ctx, queries, "")
}

func (x *Index) match(ctx context.Context, queries []vuln.Query, day string) ([]vuln.Answer, diag.List, error) {
	if x.sections == nil {
		return nil, nil, errors.New("the index of vulnerabilities is closed")
	}
	answers := make([]vuln.Answer, len(queries))
	workers := make([]*matcher, min(runtime.GOMAXPROCS(0), 1+len(queries)/matchBatch))
	var next atomic.Int64
	var wg sync.WaitGroup
	for i := range workers {
		w := newMatcher(x, day)
		workers[i] = w
		wg.Go(func() {
			for ctx.Err() == nil && w.err == nil {
				from := int(next.Add(matchBatch)) - matchBatch
				if from >= len(queries) {
					return
				}
				for j := from; j < min(from+matchBatch, len(queries)); j++ {
					answers[j] = w.answer(&queries[j])
				}
			}
		})
	}
	wg.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	touched := map[string]bool{}
	for _, w := range workers {
		if w.err != nil {
			return nil, nil, fmt.Errorf("%s: %w", x.file, w.err)
		}
		maps.Copy(touched, w.touched)
	}
	return answers, x.wideDefects(touched), nil
}

// wideDefects are the diagnostics of ecosystems of which unnamed records could
// not be read.
func (x *Index) wideDefects(touched map[string]bool) diag.List {
	var diags diag.List
	for name := range touched {
		diags = append(diags, x.wide[name]...)
	}
	if len(touched) > 0 {
		diags = append(diags, x.wide[""]...)
	}
	diags.Sort()
	return slices.Compact(diags)
}

// matcher answers queries on one goroutine; its memory is used again.
type matcher struct {
	index   *Index
	day     string // YYYY-MM-DD that is asked about; empty: now
	memos   []memo
	seed    maphash.Seed
	touched map[string]bool // ecosystems asked about
	err     error

	entries  []entry
	hits     []hit
	compared bool     // the last component, with records
	later    []uint32 // records of the last component that were published after the day
	doubt    string   // why records may be about the last component and may not

	plain [1]ecosystem.Target
	rated map[string]severity.Rating

	asked int    // packages looked for
	whole string // an ecosystem that the index holds whole, and that was touched
}

func newMatcher(x *Index, day string) *matcher {
	return &matcher{index: x, day: day, seed: maphash.MakeSeed(), touched: map[string]bool{}, rated: map[string]severity.Rating{}}
}

// memo is the answer for the last component with its place in a table.
type memo struct {
	target ecosystem.Target
	answer vuln.Answer
}

// remembered is the place of a component.
func (w *matcher) remembered(t *ecosystem.Target) *memo {
	if w.memos == nil {
		w.memos = make([]memo, memoPlaces)
	}
	h := maphash.String(w.seed, t.Name) + 31*maphash.String(w.seed, t.Version)
	return &w.memos[h%memoPlaces]
}

// hit is an entry that covers the version, or may.
type hit struct {
	record  uint32
	entry   int         // in matcher.entries
	reason  vuln.Reason // why it only may; empty: it does
	version *version.Version
}

func (w *matcher) answer(q *vuln.Query) vuln.Answer {
	if q.PURL == "" {
		if q.CPE != "" {
			return vuln.Answer{Reason: vuln.CPEOnly, Detail: "the component has a CPE and no purl; OSV names packages by purl"}
		}
		return vuln.Answer{Reason: vuln.NoIdentifier, Detail: "the component has neither a purl nor a CPE"}
	}
	var where ecosystem.Result
	if t, ok := ecosystem.OfPlain(q.PURL, q.Version); !ok {
		where = ecosystem.Of(q.PURL, q.Version)
	} else if w.nothing(&t) {
		return vuln.Answer{State: vuln.Checked}
	} else {
		w.plain[0] = t
		where.Targets = w.plain[:]
	}
	alone := len(where.Targets) == 1 && where.Reason == ""
	if alone {
		if m := w.remembered(&where.Targets[0]); m.target == where.Targets[0] {
			return m.answer
		}
	}
	a := vuln.Answer{State: vuln.Checked}
	because(&a, where.Reason, where.Detail)
	w.entries, w.hits, w.later, w.compared = w.entries[:0], w.hits[:0], w.later[:0], false
	for i := range where.Targets {
		if err := w.look(&where.Targets[i], &a); err != nil {
			w.err = err
			return vuln.Answer{}
		}
	}
	if a.Found, w.err = w.group(); w.err != nil {
		return vuln.Answer{}
	}
	a.Later = len(w.later)
	for i := range a.Found {
		if f := &a.Found[i]; f.Possible && (f.Reason == vuln.NoRelease || f.Reason == vuln.NoProduct) {
			because(&a, f.Reason, w.doubt)
		}
	}
	// Where no record names the package, asking again costs less than to
	// remember, for most components are there once.
	if alone && w.compared {
		*w.remembered(&where.Targets[0]) = memo{where.Targets[0], a}
	}
	return a
}

// nothing reports whether it is plain that no record names the package. Once
// many are looked for, telling so of most of them at a glance pays for what it
// takes to learn the names that there are.
func (w *matcher) nothing(t *ecosystem.Target) bool {
	x := w.index
	if w.asked++; !w.many() || x.directory().has(t.Name) {
		return false
	}
	if t.Ecosystem == w.whole {
		return true
	}
	if x.missing(t) != "" || len(x.damaged) > 0 || len(x.any) > 0 {
		return false
	}
	w.whole, w.touched[t.Ecosystem] = t.Ecosystem, true
	return true
}

// many reports whether so much is asked that a directory of names pays.
func (w *matcher) many() bool { return w.asked > w.index.stats.Packages/8 }

// row finds a package in the table of packages.
func (w *matcher) row(t *ecosystem.Target) (row []byte, found bool) {
	place, ok := w.index.ecosystems[t.Ecosystem]
	if !ok {
		return nil, false
	}
	eco := w.index.covered[place].ref
	if w.many() {
		return w.index.directory().row(w.index, eco, t.Name)
	}
	return w.index.search(eco, t.Name)
}

// because makes the answer unknown unless it is for an earlier reason.
func because(a *vuln.Answer, reason vuln.Reason, detail string) {
	if reason != "" && a.Reason == "" {
		a.State, a.Reason, a.Detail = vuln.Unknown, reason, detail
	}
}

// look compares a package with every record about it.
func (w *matcher) look(t *ecosystem.Target, a *vuln.Answer) error {
	x := w.index
	w.touched[t.Ecosystem] = true
	if missing := x.missing(t); missing != "" && !t.Extra {
		because(a, vuln.NoEcosystem, missing)
	}
	if damaged := x.damaged[packageKey{t.Ecosystem, t.Name}]; len(damaged) > 0 {
		because(a, vuln.Unreadable, damaged[0].Error())
	}
	if len(x.any) > 0 && (slices.Contains(x.any, t.Ecosystem) || slices.Contains(x.any, "")) {
		because(a, vuln.Unreadable, "a record that could not be read may be about any package of "+t.Ecosystem)
	}
	row, found := w.row(t)
	if !found {
		return nil
	}
	list, err := x.postings(row)
	if err != nil || len(list) == 0 {
		return err
	}
	w.compared = true
	v := version.Of(t.Ecosystem, t.Version)
	for ; len(list) > 0; list = list[postingBytes:] {
		record, _ := fixed(list, 0)
		at, _ := fixed(list, 1)
		if err := w.compare(t, &v, record, at, a); err != nil {
			return err
		}
	}
	return nil
}

// missing says why the index cannot tell that a package of the ecosystem has
// no record; empty: it can.
func (x *Index) missing(t *ecosystem.Target) string {
	i, ok := x.ecosystems[t.Ecosystem]
	if !ok {
		return "the index holds no records of " + t.Ecosystem
	}
	c := &x.covered[i]
	if !c.whole {
		return fmt.Sprintf("the index was built without the export of %s: it holds only what others mention", t.Ecosystem)
	}
	if t.Release == "" || len(c.releases) == 0 {
		return ""
	}
	for _, r := range c.releases {
		if t.Holds(r) {
			return ""
		}
	}
	return fmt.Sprintf("the index holds no records of %s %s", t.Ecosystem, t.Release)
}

// compare evaluates one entry.
func (w *matcher) compare(t *ecosystem.Target, v *version.Version, record, at uint32, a *vuln.Answer) error {
	records := w.index.sections[sectionRecords]
	if uint64(at) > uint64(len(records)) {
		return errDamaged
	}
	w.entries = slices.Grow(w.entries, 1)[:len(w.entries)+1]
	e := &w.entries[len(w.entries)-1]
	c := cursor{rest: records[at:]}
	if w.index.entry(&c, e); c.bad {
		return errDamaged
	}
	agreement := t.Agrees(e.ecosystem)
	if t.Ecosystem == ecosystem.Git {
		agreement = ecosystem.Agrees
		e.onlyRepository(t.Name)
	}
	outcome, reason := affected.No, vuln.Reason("")
	if agreement != ecosystem.Disagrees {
		outcome, reason = e.Covers(v)
	}
	if outcome != affected.No && !w.counted(record) {
		outcome = affected.No
	}
	switch {
	case outcome == affected.Unknown:
		because(a, reason, w.detail(reason, v))
	case outcome == affected.Yes && agreement == ecosystem.Perhaps:
		reason, w.doubt = doubtOf(t, e.ecosystem)
	case outcome == affected.No:
		w.entries = w.entries[:len(w.entries)-1]
		return nil
	}
	w.hits = append(w.hits, hit{record: record, entry: len(w.entries) - 1, reason: reason, version: v})
	return nil
}

// doubtOf says why a record of the ecosystem may be about the package and may
// not.
func doubtOf(t *ecosystem.Target, of string) (vuln.Reason, string) {
	if _, release := ecosystem.Split(of); !t.Holds(release) {
		return vuln.NoProduct, "records name the package in " + of + ", and the purl does not say whether it is from there"
	}
	return vuln.NoRelease, "the purl does not say of which release of " + t.Ecosystem + " the package is"
}

// onlyRepository leaves of an entry what it says of a repository: the commits,
// and the tags that are listed as versions.
func (e *entry) onlyRepository(key string) {
	e.Ranges = slices.DeleteFunc(e.Ranges, func(r affected.Range) bool {
		return r.Type != affected.GitRange || ecosystem.Key(ecosystem.Git, r.Repo) != key
	})
}

func (w *matcher) detail(reason vuln.Reason, v *version.Version) string {
	switch reason {
	case vuln.NoVersion:
		return "records name the package, and its version is not stated"
	case vuln.BadVersion:
		return fmt.Sprintf("records name the package, and its version %q or theirs cannot be ordered", v.Text())
	case vuln.Unreadable:
		return "a record about the package has a range of a type that is not known"
	}
	return "records about the package name commits, and of which the component was built is not stated"
}
