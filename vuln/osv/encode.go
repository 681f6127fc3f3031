// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"encoding/binary"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/osv/internal/affected"
)

// encoder writes the sections of an index.
type encoder struct {
	content  *content
	sections [sectionCount][]byte
	refs     map[string]uint32
	out      []byte // the section being written
}

// posting is an entry about a package.
type posting struct {
	ecosystem, name uint32
	record, at      uint32
}

// encode makes the sections. Equal contents give equal bytes.
func encode(c *content) (*[sectionCount][]byte, error) {
	e := &encoder{content: c}
	known := knownAs(c.records)
	if err := e.texts(known); err != nil {
		return nil, err
	}
	if err := e.records(known); err != nil {
		return nil, err
	}
	e.covered()
	e.sources()
	e.items()
	e.defects()
	return &e.sections, nil
}

// knownAs finds the names that other records give each record: aliases hold
// both ways, whichever of the two says so.
func knownAs(records []*packed) [][]string {
	out := make([][]string, len(records))
	at := make(map[string]int, len(records))
	for i, rec := range records {
		at[rec.id] = i // of several with one ID the last; all are one group anyway
	}
	for _, rec := range records {
		if rec.withdrawn {
			continue
		}
		for _, alias := range rec.aliases() {
			if i, ok := at[alias]; ok && alias != rec.id && !slices.Contains(records[i].aliases(), rec.id) {
				out[i] = append(out[i], rec.id)
			}
		}
	}
	for i := range out {
		slices.Sort(out[i])
		out[i] = slices.Compact(out[i])
	}
	return out
}

// texts numbers all short texts in their order.
func (e *encoder) texts(known [][]string) error {
	e.refs = map[string]uint32{}
	add := func(s string) { e.refs[s] = 0 }
	var rec record
	for i, p := range e.content.records {
		p.unpack(&rec)
		eachText(&rec, add)
		for _, name := range known[i] {
			add(name)
		}
	}
	sorted := make([]string, 0, len(e.refs))
	total := 0
	for s := range e.refs {
		sorted = append(sorted, s)
		total += len(s)
	}
	if !fits(total) || !fits(len(sorted)) {
		return errTooBig
	}
	slices.Sort(sorted)
	offsets, blob := make([]byte, 0, 4*len(sorted)+4), make([]byte, 0, total)
	for i, s := range sorted {
		e.refs[s] = uint32(i)
		offsets = binary.LittleEndian.AppendUint32(offsets, uint32(len(blob)))
		blob = append(blob, s...)
	}
	e.sections[sectionOffsets] = binary.LittleEndian.AppendUint32(offsets, uint32(len(blob)))
	e.sections[sectionTexts] = blob
	return nil
}

// eachText visits what a record has as references.
func eachText(rec *record, add func(string)) {
	ratings := func(list []rating) {
		for _, r := range list {
			add(r.kind)
			add(r.score)
		}
	}
	add(rec.id)
	add(rec.word)
	for _, name := range rec.aliases {
		add(name)
	}
	for _, name := range rec.upstream {
		add(name)
	}
	ratings(rec.severities)
	for i := range rec.affected {
		one := &rec.affected[i]
		add(one.ecosystem)
		add(one.name)
		add(one.word)
		for _, key := range one.keys() {
			add(key.ecosystem)
			add(key.name)
		}
		ratings(one.severities)
		for _, v := range one.Versions {
			add(v)
		}
		for _, r := range one.Ranges {
			add(r.Repo)
			for _, ev := range r.Events {
				add(ev.Version)
			}
		}
	}
}

// records writes the records and the table of packages.
func (e *encoder) records(known [][]string) error {
	size := 0
	for _, p := range e.content.records {
		size += len(p.bytes)
	}
	e.out = make([]byte, 0, size/2) // references are shorter than texts
	postings := make([]posting, 0, len(e.content.records))
	starts := make([]byte, 0, 4*len(e.content.records))
	var rec record
	for i, p := range e.content.records {
		p.unpack(&rec)
		starts = binary.LittleEndian.AppendUint32(starts, uint32(len(e.out)))
		e.record(&rec, known[i], e.content.from[i])
		for j := range rec.affected {
			one := &rec.affected[j]
			at := len(e.out)
			e.entry(one)
			for _, key := range one.keys() { // of withdrawn ones too, which count for days before
				postings = append(postings, posting{e.refs[key.ecosystem], e.refs[key.name], uint32(i), uint32(at)})
			}
		}
		if !fits(len(e.out)) {
			return errTooBig
		}
	}
	e.sections[sectionStarts] = starts
	e.flush(sectionRecords)
	slices.SortFunc(postings, func(a, b posting) int {
		return slices.Compare([]uint32{a.ecosystem, a.name, a.record, a.at}, []uint32{b.ecosystem, b.name, b.record, b.at})
	})
	if !fits(len(postings)) {
		return errTooBig
	}
	var packages []byte
	list := make([]byte, 0, postingBytes*len(postings))
	for i := 0; i < len(postings); {
		n := i + 1
		for n < len(postings) && postings[n].ecosystem == postings[i].ecosystem && postings[n].name == postings[i].name {
			n++
		}
		for _, v := range []uint32{postings[i].ecosystem, postings[i].name, uint32(i), uint32(n - i)} {
			packages = binary.LittleEndian.AppendUint32(packages, v)
		}
		i = n
	}
	for _, p := range postings {
		list = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(list, p.record), p.at)
	}
	e.sections[sectionPackages], e.sections[sectionPostings] = packages, list
	return nil
}

func (e *encoder) flush(section int) { e.sections[section], e.out = e.out, nil }

func (e *encoder) number(n int)    { e.out = binary.AppendUvarint(e.out, uint64(n)) }
func (e *encoder) inline(s string) { e.number(len(s)); e.out = append(e.out, s...) }

// ref writes the number of a text; the text itself where there are no numbers,
// as in packed records.
func (e *encoder) ref(s string) {
	if e.refs == nil {
		e.inline(s)
		return
	}
	e.number(int(e.refs[s]))
}

func (e *encoder) refList(list []string) {
	e.number(len(list))
	for _, s := range list {
		e.ref(s)
	}
}

func (e *encoder) ratings(list []rating) {
	e.number(len(list))
	for _, r := range list {
		e.ref(r.kind)
		e.ref(r.score)
	}
}

func (e *encoder) record(rec *record, known []string, source int) {
	e.ref(rec.id)
	e.inline(rec.published)
	e.inline(rec.modified)
	e.inline(rec.withdrawn)
	e.inline(rec.summary)
	e.refList(rec.aliases)
	e.refList(rec.upstream)
	e.refList(known)
	e.ratings(rec.severities)
	e.ref(rec.word)
	e.number(source)
	e.number(len(rec.affected))
}

func (e *encoder) entry(one *entry) {
	e.ref(one.ecosystem)
	e.ref(one.name)
	e.number(len(one.Ranges))
	for _, r := range one.Ranges {
		kind := int(r.Type) << 1
		if r.Sorted {
			kind |= 1
		}
		e.number(kind)
		if r.Type == affected.GitRange {
			e.ref(r.Repo)
		}
		e.number(len(r.Events))
		for _, ev := range r.Events {
			e.out = append(e.out, byte(ev.Kind))
			e.ref(ev.Version)
		}
	}
	e.refList(one.Versions)
	e.ratings(one.severities)
	e.ref(one.word)
}

func (e *encoder) covered() {
	e.number(len(e.content.covered))
	for _, c := range e.content.covered {
		e.inline(c.name)
		e.number(map[bool]int{true: 1}[c.whole])
		e.number(c.records)
		e.inline(c.newest)
		e.number(len(c.releases))
		for _, r := range c.releases {
			e.inline(r)
		}
	}
	e.flush(sectionCovered)
}

func (e *encoder) sources() {
	c := e.content
	for _, n := range []int{len(c.records), c.withdrawn, c.superseded, c.unreadable, len(c.sources)} {
		e.number(n)
	}
	for _, s := range c.sources {
		e.inline(s.stored)
		e.number(int(s.kind))
		e.inline(s.sha256)
		e.number(len(s.items))
	}
	e.flush(sectionSources)
}

// items keeps what can be taken over when the index is built again: texts that
// gave a record and no diagnostic.
func (e *encoder) items() {
	for i, s := range e.content.sources {
		for j := range s.items {
			at := e.content.items[i][j]
			if at < 0 {
				continue
			}
			it := &s.items[j]
			e.number(at + 1)
			if name, ok := strings.CutSuffix(it.name, ".json"); ok && name == e.content.records[at].id {
				e.number(0)
			} else {
				e.number(1)
				e.inline(it.name)
			}
			e.out = binary.LittleEndian.AppendUint32(e.out, it.crc)
			e.out = binary.AppendUvarint(e.out, it.size)
		}
	}
	e.number(0)
	e.flush(sectionItems)
}

func (e *encoder) defects() {
	e.number(len(e.content.defects))
	for _, d := range e.content.defects {
		e.inline(d.ecosystem)
		e.inline(d.name)
		e.diagnostic(d.Diagnostic)
	}
	e.flush(sectionDefects)
}

func (e *encoder) diagnostic(d diag.Diagnostic) {
	e.number(int(d.Severity))
	for _, s := range []string{d.Code, d.File, d.Pointer, d.Message, d.Remedy} {
		e.inline(s)
	}
	e.number(d.Line)
}
