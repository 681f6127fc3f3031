// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"sync"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln"
)

// Index answers from an index file. It is safe for concurrent use; Close must
// not run beside anything else.
type Index struct {
	file     string
	data     []byte // the whole file
	unmap    func() error
	sections *[sectionCount][]byte

	covered    []coverage
	sources    []*source
	stats      Stats
	wide       map[string]diag.List     // of an ecosystem; "" of any
	damaged    map[packageKey]diag.List // packages with an unreadable record
	any        []string                 // ecosystems with a record of which no package is known; "" of any
	sum        func() string            // SHA-256 of the file
	reusable   func() map[itemKey]uint32
	directory  func() *directory // of packages
	ecosystems map[string]uint32 // places in covered
	packed     bool              // there is no file, and texts stand where they are used
}

// Ecosystem is one that the records of an index name.
type Ecosystem struct {
	Name     string   // as OSV has it, without a release
	Whole    bool     // a source is about it; false: records about others mention it
	Releases []string // Debian's 12 and the like, sorted
	Records  int      // about its packages, without withdrawn ones
	Newest   string   // RFC 3339: when the latest of them was modified; empty: not stated
}

// Stats are the figures of an index. The zero value is that of no index.
type Stats struct {
	Sources    int
	Records    int // withdrawn ones among them
	Withdrawn  int
	Superseded int // not kept, because a newer one of the same ID was given too
	Unreadable int // records that were damaged, wholly or in part
	Packages   int
	Entries    int   // what records say of a package, each once
	Bytes      int64 // of the index file

	// Of a build alone.
	Read   int   // records that were parsed
	Reused int   // records that were taken from the previous index
	Input  int64 // bytes of JSON that were parsed
}

// Open maps an index file into memory and checks all of it: length, checksum,
// version. A file that is not whole is an error, never an empty index. The
// diagnostics repeat what could not be read when the index was built.
func Open(file string) (*Index, diag.List, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, nil, fmt.Errorf("open the index of vulnerabilities: %w", err)
	}
	defer f.Close() // only read; the mapping stays
	info, err := f.Stat()
	if err != nil {
		return nil, nil, fmt.Errorf("open the index of vulnerabilities: %w", err)
	}
	if info.Size() == 0 || info.Size() != int64(int(info.Size())) {
		return nil, nil, fmt.Errorf("%s: the index has %d bytes; %s", file, info.Size(), rebuild)
	}
	data, unmap, err := mapFile(f, int(info.Size()))
	if err != nil {
		return nil, nil, fmt.Errorf("%s: %w", file, err)
	}
	x, diags, err := load(file, data)
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("%s: %w", file, err), unmap())
	}
	x.unmap = unmap
	return x, diags, nil
}

// load makes an index of the bytes of a file.
func load(file string, data []byte) (*Index, diag.List, error) {
	sections, err := disassemble(data)
	if err != nil {
		return nil, nil, err
	}
	x := &Index{file: file, data: data, sections: sections, unmap: func() error { return nil },
		wide: map[string]diag.List{}, damaged: map[packageKey]diag.List{}, ecosystems: map[string]uint32{}}
	for _, part := range []func() error{x.loadCovered, x.loadSources, x.loadDefects} {
		if err := part(); err != nil {
			return nil, nil, err
		}
	}
	x.stats.Packages = len(sections[sectionPackages]) / packageBytes
	x.stats.Entries = len(sections[sectionPostings]) / postingBytes
	x.stats.Bytes = int64(len(data))
	x.sum = sync.OnceValue(func() string {
		sum := sha256.Sum256(data)
		return hex.EncodeToString(sum[:])
	})
	x.reusable = sync.OnceValue(x.loadItems)
	x.directory = sync.OnceValue(x.loadDirectory)
	var diags diag.List
	for _, list := range x.wide {
		diags = append(diags, list...)
	}
	for _, list := range x.damaged {
		diags = append(diags, list...)
	}
	diags.Sort()
	return x, slices.Compact(diags), nil
}

// Close gives the memory back. The index answers nothing after it.
func (x *Index) Close() error {
	unmap := x.unmap
	x.unmap = func() error { return nil }
	x.sections, x.data = nil, nil
	return unmap()
}

// Stats returns the figures of the index.
func (x *Index) Stats() Stats { return x.stats }

// Ecosystems returns what the records are about, sorted by name.
func (x *Index) Ecosystems() []Ecosystem {
	out := make([]Ecosystem, len(x.covered))
	for i, c := range x.covered {
		out[i] = Ecosystem{Name: c.name, Whole: c.whole, Releases: slices.Clone(c.releases), Records: c.records, Newest: c.newest}
	}
	return out
}

// Origins names the index and then what it was built from.
func (x *Index) Origins() []vuln.Origin {
	if x.sections == nil {
		return nil
	}
	newest := ""
	for _, c := range x.covered {
		if instant(c.newest).After(instant(newest)) {
			newest = c.newest
		}
	}
	out := []vuln.Origin{{File: x.file, SHA256: x.sum(), Format: Format, Created: newest}}
	for _, s := range x.sources {
		out = append(out, vuln.Origin{File: s.stored, SHA256: s.sha256, Format: sourceFormats[s.kind]})
	}
	return out
}

func (x *Index) loadCovered() error {
	c := cursor{rest: x.sections[sectionCovered]}
	for range c.count() {
		one := coverage{name: c.inline(), whole: c.number() == 1, records: c.number(), newest: c.inline()}
		for range c.count() {
			one.releases = append(one.releases, c.inline())
		}
		ref, ok := x.refOf(one.name)
		if one.ref = ref; !ok {
			c.fail()
		}
		x.ecosystems[one.name] = uint32(len(x.covered))
		x.covered = append(x.covered, one)
	}
	return c.err()
}

func (x *Index) loadSources() error {
	c := cursor{rest: x.sections[sectionSources]}
	x.stats.Records, x.stats.Withdrawn, x.stats.Superseded, x.stats.Unreadable = c.number(), c.number(), c.number(), c.number()
	for range c.count() {
		s := &source{stored: anywhere(c.inline())}
		if s.kind = sourceKind(c.number()); s.kind < zipSource || s.kind > fileSource {
			c.fail()
		}
		s.sha256 = c.inline()
		c.number() // how many texts it held
		x.sources = append(x.sources, s)
	}
	x.stats.Sources = len(x.sources)
	return c.err()
}

func (x *Index) loadDefects() error {
	c := cursor{rest: x.sections[sectionDefects]}
	for range c.count() {
		key := packageKey{c.inline(), c.inline()}
		d := diag.Diagnostic{Severity: diag.Severity(c.number()), Code: c.inline(),
			Position: diag.Position{File: anywhere(c.inline()), Pointer: c.inline()}, Message: c.inline(), Remedy: c.inline()}
		d.Line = c.number()
		if key.name == anyPackage {
			x.any = append(x.any, key.ecosystem)
		}
		if key.name == "" || key.name == anyPackage {
			x.wide[key.ecosystem] = append(x.wide[key.ecosystem], d)
		} else {
			x.damaged[key] = append(x.damaged[key], d)
		}
	}
	return c.err()
}
