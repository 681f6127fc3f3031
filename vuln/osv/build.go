// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// BuildOptions say what an index is built from.
type BuildOptions struct {
	// Sources are zip exports, JSON records, and folders of both. The caches of
	// osv-scanner are such folders.
	Sources []string
	// Previous is an index of an earlier state of the sources, whose records
	// are taken over where a text has not changed (name, CRC-32 and size are
	// the same); nil reads everything. It stays open until Build returns, and
	// may be the file that is replaced. The new index is the same, byte for
	// byte, with it and without it.
	Previous *Index

	written func(bytes int) // for tests: called between the parts of the file
}

// Build reads the sources and writes their index to the file out, which it
// replaces when all is written and not before. Records that cannot be read are
// errors among the diagnostics and are kept in the index, so that their packages
// are answered as unknown; a source that cannot be read at all is an error, and
// nothing is written. Equal sources give equal bytes, in whatever order they
// are named.
func Build(ctx context.Context, out string, o BuildOptions) (Stats, diag.List, error) {
	all, diags, err := sources(o.Sources)
	if err != nil {
		return Stats{}, diags, err
	}
	var stats Stats
	c, err := gather(ctx, all, o.Previous, &stats, &diags)
	if err != nil {
		return Stats{}, diags, err
	}
	diags.Sort()
	sections, err := encode(c)
	if err != nil {
		return Stats{}, diags, err
	}
	parts := assemble(sections)
	if err := replace(ctx, out, parts, o.written); err != nil {
		return Stats{}, diags, fmt.Errorf("write the index of vulnerabilities: %w", err)
	}
	stats.Sources, stats.Records, stats.Withdrawn = len(c.sources), len(c.records), c.withdrawn
	stats.Superseded, stats.Unreadable = c.superseded, c.unreadable
	stats.Packages = len(sections[sectionPackages]) / packageBytes
	stats.Entries = len(sections[sectionPostings]) / postingBytes
	for _, p := range parts {
		stats.Bytes += int64(len(p))
	}
	return stats, diags, nil
}

// gather opens and reads the sources.
func gather(ctx context.Context, all []*source, previous *Index, stats *Stats, diags *diag.List) (*content, error) {
	var open []io.Closer
	defer func() {
		for _, f := range open {
			_ = f.Close() // only read
		}
	}()
	for _, s := range all {
		if s.kind != zipSource {
			continue
		}
		f, err := s.openZip(diags)
		if err != nil {
			return nil, err
		}
		open = append(open, f)
	}
	read, err := readAll(ctx, all, previous)
	if err != nil {
		return nil, err
	}
	for _, s := range all {
		if err := s.digest(); err != nil {
			return nil, err
		}
	}
	all, read = arrange(all, read)
	c := merge(all, read)
	for i, s := range all {
		records := 0
		for j := range read[i] {
			*diags = append(*diags, read[i][j].diags...)
			if read[i][j].packed != nil {
				records++
			}
			read[i][j].count(stats)
		}
		if d, ok := yamlOf(read[i]); ok {
			d.File = s.label
			diags.Add(d)
		}
		if records == 0 {
			diags.Add(diag.Diagnostic{Severity: diag.Warning, Code: "osv/no-records", Position: diag.Position{File: s.label},
				Message: "not one record could be read from it", Remedy: "its ecosystem is answered as unknown; get the export anew"})
		}
	}
	c.strange(diags)
	return c, nil
}

// strange says which ecosystems no component is looked up in: they are newer than
// this program, or misspelt.
func (c *content) strange(diags *diag.List) {
	for i := range c.covered {
		one := &c.covered[i]
		if _, ok := ecosystem.Spelled(one.name); !ok {
			diags.Add(diag.Diagnostic{Severity: diag.Warning, Code: "osv/unknown-ecosystem",
				Message: fmt.Sprintf("OSV has no ecosystem of the name %q, so what records say of its packages (%d of them do) is never found", one.name, one.records),
				Remedy:  "correct the name in the records if it is misspelt"})
		}
	}
}

func (r *reading) count(s *Stats) {
	if r.skipped {
		return
	}
	if r.reused {
		s.Reused++
		return
	}
	s.Read++
	s.Input += int64(r.bytes)
}

// digest fills the SHA-256 of what is no zip: of a file its own, of a folder
// that of the list of its files.
func (s *source) digest() error {
	hash := sha256.New()
	switch s.kind {
	case zipSource:
		return nil
	case fileSource:
		f, err := os.Open(s.file)
		if err != nil {
			return fmt.Errorf("source of records: %w", err)
		}
		defer f.Close() // only read
		if _, err := io.Copy(hash, f); err != nil {
			return fmt.Errorf("source of records: %w", err)
		}
	case folderSource:
		for i := range s.items {
			fmt.Fprintf(hash, "%08x %d %s\n", s.items[i].crc, s.items[i].size, s.items[i].name)
		}
	}
	s.sha256 = hex.EncodeToString(hash.Sum(nil))
	return nil
}
