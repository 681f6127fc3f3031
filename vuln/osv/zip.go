// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"archive/zip"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// openZip lists a zip's entries. The file stays open until close is called.
func (s *source) openZip(diags *diag.List) (closer io.Closer, err error) {
	f, err := os.Open(s.file)
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	defer func() {
		if err != nil {
			_ = f.Close() // it was only read, and the error is told
		}
	}()
	hash := sha256.New()
	size, err := io.Copy(hash, f)
	if err != nil {
		return nil, fmt.Errorf("source of records: %w", err)
	}
	s.sha256 = hex.EncodeToString(hash.Sum(nil))
	z, err := zip.NewReader(f, size)
	if err != nil && err != zip.ErrInsecurePath {
		return nil, fmt.Errorf("source of records: %s is not a whole zip (%w); get the export anew", s.label, err)
	}
	if err := s.checkZip(z, size); err != nil {
		return nil, err
	}
	s.list(z, diags)
	z.File = nil // every entry knows the reader, and would keep all others
	return f, nil
}

// checkZip refuses zips that hold more than they can.
func (s *source) checkZip(z *zip.Reader, size int64) error {
	if len(z.File) > MaxEntries {
		return fmt.Errorf("source of records: %s holds more than %d entries", s.label, MaxEntries)
	}
	var packed, unpacked uint64
	for _, f := range z.File {
		if f.CompressedSize64 > uint64(size) {
			return fmt.Errorf("source of records: %s: entry %q claims to be larger than the zip", s.label, f.Name)
		}
		packed += f.CompressedSize64
		unpacked += min(f.UncompressedSize64, MaxRecord+1)
	}
	if packed > uint64(size) {
		return fmt.Errorf("source of records: %s: entries overlap, as in a zip bomb", s.label)
	}
	if unpacked > MaxSource {
		return fmt.Errorf("source of records: %s unpacks to more than %d bytes", s.label, int64(MaxSource))
	}
	return nil
}

// list makes the entries items, sorted by name.
func (s *source) list(z *zip.Reader, diags *diag.List) {
	others := 0
	for _, f := range z.File {
		at := diag.Position{File: s.label + "!" + f.Name}
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if !strings.HasSuffix(strings.ToLower(f.Name), ".json") && !isYAML(f.Name) {
			others++
			continue
		}
		if unsafeName(f.Name) {
			diags.Warnf("osv/entry-name", at, "the entry's name leads out of its folder; it is read, and never written anywhere")
		}
		it := item{name: f.Name, crc: f.CRC32, size: f.UncompressedSize64, packed: f.CompressedSize64, open: f.Open}
		if it.size > ratioFrom && it.size/max(it.packed, 1) > MaxRatio {
			it.refused = fmt.Sprintf("%d bytes unpack to %d, as in a zip bomb", it.packed, it.size)
		}
		s.items = append(s.items, it)
	}
	slices.SortStableFunc(s.items, func(a, b item) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.crc, b.crc), cmp.Compare(a.size, b.size))
	})
	for i := 1; i < len(s.items); i++ {
		if s.items[i].name == s.items[i-1].name {
			diags.Warnf("osv/entry-twice", diag.Position{File: s.position(&s.items[i])}, "the zip has two entries of this name; both are read")
		}
	}
	if others > 0 {
		diags.Infof("osv/other-files", diag.Position{File: s.label}, "%d entries that are neither .json nor YAML were not read", others)
	}
}

// unsafeName says whether writing an entry under its name would leave the
// folder.
func unsafeName(name string) bool {
	if strings.HasPrefix(name, "/") || strings.ContainsAny(name, "\\\x00") || len(name) > 1 && name[1] == ':' {
		return true
	}
	return slices.Contains(strings.Split(name, "/"), "..")
}
