// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// source is a zip, a folder of JSON files or one JSON file.
type source struct {
	label  string // as given, with slashes; below a folder that was given, with that before it; what is said while building
	name   string // of label, what does not depend on where the source lies; see nameFile
	stored string // name, told apart from others of that name: what an index says
	kind   sourceKind
	file   string // what to open
	sha256 string // of a zip or a file; of a folder, of the list of its entries
	hint   string // the ecosystem that the place of a zip names: Go of Go/all.zip
	items  []item
}

type sourceKind uint8

const (
	zipSource sourceKind = iota + 1
	folderSource
	fileSource
)

var sourceFormats = [...]string{zipSource: "osv-export", folderSource: FolderFormat, fileSource: "osv-record"}

// item is one text that may be a record.
type item struct {
	name string
	crc  uint32 // CRC-32 (IEEE) of the text, as zip has it
	size uint64
	open func() (io.ReadCloser, error)
	// packed is the size in the zip, 0 for files
	packed  uint64
	refused string // why it is not read at all
}

// position of an item, as diagnostics show it.
func (s *source) position(it *item) string {
	return position(s.kind, s.label, it.name)
}

// sources finds what the given files and folders hold, sorted by label.
func sources(given []string) ([]*source, diag.List, error) {
	var out []*source
	var diags diag.List
	for _, name := range given {
		info, err := os.Stat(name)
		if err != nil {
			return nil, diags, fmt.Errorf("source of records: %w", err)
		}
		if info.IsDir() {
			found, err := folder(name, &diags)
			if err != nil {
				return nil, diags, err
			}
			out = append(out, found...)
			continue
		}
		s, err := single(name)
		if err != nil {
			return nil, diags, err
		}
		out = append(out, s)
	}
	slices.SortFunc(out, func(a, b *source) int { return cmp.Or(cmp.Compare(a.label, b.label), cmp.Compare(a.kind, b.kind)) })
	out = slices.CompactFunc(out, func(a, b *source) bool { return a.label == b.label && a.kind == b.kind })
	if len(out) == 0 {
		return nil, diags, errors.New("source of records: none is given; give zip exports, folders of them, or JSON records")
	}
	return out, diags, nil
}

func label(name string) string { return path.Clean(filepath.ToSlash(name)) }

// single tells a zip from a record by its first bytes, not by its name.
func single(name string) (*source, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	defer f.Close()
	head := make([]byte, 4)
	n, err := io.ReadFull(f, head)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) && !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	if isZip(head[:n]) || strings.EqualFold(path.Ext(name), ".zip") {
		return &source{label: label(name), name: nameFile(name), kind: zipSource, file: name, hint: ecosystemHint(name)}, nil
	}
	info, err := f.Stat()
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	s := &source{label: label(name), name: nameFile(name), kind: fileSource, file: name}
	return s, s.addFile(name, path.Base(s.label), info.Size())
}

func isZip(head []byte) bool {
	return bytes.Equal(head, []byte("PK\x03\x04")) || bytes.Equal(head, []byte("PK\x05\x06"))
}

// ecosystemHint is what the layout of exports says: Go for …/Go/all.zip, else
// the name of the zip itself.
func ecosystemHint(name string) string {
	slashed := filepath.ToSlash(name)
	if abs, err := filepath.Abs(name); err == nil {
		slashed = filepath.ToSlash(abs)
	}
	stem := strings.TrimSuffix(path.Base(slashed), path.Ext(slashed))
	if stem == "all" {
		return path.Base(path.Dir(slashed))
	}
	return stem
}

// fetchState is the file that marks a folder which package vuln/fetch fills.
const fetchState = "fetch.state"

// folder finds the zips below a folder, each a source, and its JSON files,
// together one source.
func folder(root string, diags *diag.List) ([]*source, error) {
	var out []*source
	records := &source{label: label(root), name: nameFolder(root), kind: folderSource, file: root}
	others := 0
	real, err := filepath.EvalSymlinks(root) // walking does not follow links
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	lists, state := filepath.Join(real, "lists"), filepath.Join(real, fetchState)
	_, err = os.Stat(state)
	fetched := err == nil // lists beside exports, as package vuln/fetch keeps them
	err = filepath.WalkDir(real, func(name string, d fs.DirEntry, err error) error {
		if err == nil && fetched && name == lists && d.IsDir() {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || fetched && name == state {
			return err
		}
		rel, err := filepath.Rel(real, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		at := path.Join(records.label, rel)
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() {
			diags.Warnf("osv/not-a-file", diag.Position{File: at}, "it is no file, and links to folders are not followed; not read")
			return nil
		}
		switch strings.ToLower(path.Ext(d.Name())) {
		case ".zip":
			out = append(out, &source{label: at, name: nameBelow(root, rel), kind: zipSource, file: name, hint: ecosystemHint(name)})
		case ".json", ".yaml", ".yml":
			return records.addFile(name, rel, info.Size())
		default:
			others++
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	json := slices.ContainsFunc(records.items, func(it item) bool { return !isYAML(it.name) })
	if out = preferNewLayout(out, diags); json || len(out) > 0 && records.hasYAMLRecord() {
		out = append(out, records)
	}
	switch {
	case len(out) == 0 && records.hasYAMLRecord():
		return nil, fmt.Errorf("source of records: %s holds records in YAML alone, which are not read; give the exports of osv.dev, which are JSON", label(root))
	case len(out) == 0:
		return nil, fmt.Errorf("source of records: %s holds neither zip exports nor JSON records", label(root))
	}
	if others > 0 {
		diags.Infof("osv/other-files", diag.Position{File: label(root)}, "%d files that are neither .zip, .json nor YAML were not read", others)
	}
	return out, nil
}

// preferNewLayout drops the zips that older osv-scanners left in osv-scanner
// where newer ones keep the same ecosystem in osv-scalibr beside it: what was
// withdrawn from the database since would come back.
func preferNewLayout(in []*source, diags *diag.List) []*source {
	have := map[string]bool{}
	for _, s := range in {
		have[s.label] = true
	}
	return slices.DeleteFunc(in, func(s *source) bool {
		i := strings.LastIndex("/"+s.label, "/osv-scanner/")
		if i < 0 {
			return false
		}
		newer := s.label[:i] + "osv-scalibr" + s.label[i+len("osv-scanner"):]
		if have[newer] {
			diags.Infof("osv/old-layout", diag.Position{File: s.label}, "not read: %s is the same ecosystem as newer osv-scanners keep it", newer)
		}
		return have[newer]
	})
}

// addFile adds a file as it lies on the disk.
func (s *source) addFile(name, as string, size int64) error {
	if len(s.items) >= MaxEntries {
		return fmt.Errorf("source of records: %s holds more than %d records", s.label, MaxEntries)
	}
	s.items = append(s.items, item{name: as, size: uint64(size), open: func() (io.ReadCloser, error) { return os.Open(name) }})
	return nil
}
