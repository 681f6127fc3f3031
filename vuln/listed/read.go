// SPDX-License-Identifier: Apache-2.0

package listed

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/kedja/kedja/diag"
)

// Limits. The largest real file, EPSS of all CVEs, has 10 MB unpacked.
const (
	MaxBytes       = 1 << 30 // of a table, unpacked
	maxJSON        = 128 << 20
	maxDiagnostics = 1000 // of one file; then they are only counted
)

// Read reads one file. The name is for messages and, of a table, names the
// list. What single rows have wrong is in the list of diagnostics, all of it;
// the rest of the file is used. A file that is none of those that the package
// reads, or that is torn, is an error.
func Read(name string, r io.Reader) (*File, diag.List, error) {
	sum := sha256.New()
	packed := bufio.NewReader(io.TeeReader(r, sum))
	d := &reader{file: &File{name: name}}
	body, err := unpack(packed)
	if err == nil {
		err = d.read(bufio.NewReaderSize(body, 64<<10))
	}
	if err != nil {
		return nil, d.diagnostics(), d.fail(err)
	}
	// What stands behind the content belongs to the digest.
	if _, err := io.Copy(io.Discard, packed); err != nil {
		return nil, d.diagnostics(), d.fail(err)
	}
	d.file.sha256 = hex.EncodeToString(sum.Sum(nil))
	whole := diag.Position{File: name}
	if d.file.Len() == 0 {
		d.warn("listed/empty", whole, "the list has no vulnerability that can be used")
	}
	if d.file.epss == nil && d.file.lost > 0 {
		d.warn("listed/incomplete", whole, "%d of %d entries could not be read, and may name any vulnerability: whether one that the others do not name is exploited is not known", d.file.lost, len(d.file.entries)+d.file.lost)
	}
	return d.file, d.diagnostics(), nil
}

// reader collects what one file holds and what is wrong with it.
type reader struct {
	file *File
	list diag.List
	more int            // diagnostics that are only counted
	rows int            // records and lines, whether they could be used or not
	ids  map[string]int // ID → line of its first entry
}

func (d *reader) diagnostics() diag.List {
	d.list.Sort()
	if d.more > 0 {
		d.list.Warnf("listed/more", diag.Position{File: d.file.name}, "and %d more like these", d.more)
		d.more = 0
	}
	return d.list
}

func (d *reader) add(severity diag.Severity, code string, at diag.Position, message, remedy string) {
	if len(d.list) >= maxDiagnostics {
		d.more++
		return
	}
	d.list.Add(diag.Diagnostic{Severity: severity, Code: code, Position: at, Message: message, Remedy: remedy})
}

func (d *reader) warn(code string, at diag.Position, format string, args ...any) {
	d.add(diag.Warning, code, at, fmt.Sprintf(format, args...), "")
}

// fail gives an error its file.
func (d *reader) fail(err error) error {
	if _, ok := errors.AsType[diag.Diagnostic](err); ok {
		return err
	}
	out := diag.Diagnostic{Code: "listed/unreadable", Position: diag.Position{File: d.file.name}, Message: err.Error()}
	if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, gzip.ErrHeader) {
		out.Code, out.Message, out.Remedy = "listed/torn", "the file is torn: "+err.Error(), "fetch it again"
	}
	return out
}

func (d *reader) unknown(message, remedy string) error {
	return diag.Diagnostic{Code: "listed/unknown-format", Position: diag.Position{File: d.file.name}, Message: message, Remedy: remedy}
}

// unpack undoes gzip when the content begins as gzip does.
func unpack(r *bufio.Reader) (io.Reader, error) {
	magic, err := r.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	if !bytes.Equal(magic, []byte{0x1f, 0x8b}) {
		return limited(r, MaxBytes), nil
	}
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return limited(z, MaxBytes), nil
}

// limited fails a reader that goes past a number of bytes, where
// io.LimitReader would let a part pass as the whole.
func limited(r io.Reader, n int64) io.Reader { return &limit{r: r, left: n, max: n} }

type limit struct {
	r         io.Reader
	left, max int64
}

func (l *limit) Read(p []byte) (int, error) {
	n, err := l.r.Read(p)
	if l.left -= int64(n); l.left < 0 {
		return 0, fmt.Errorf("more than %d MiB; no list is so long", l.max>>20)
	}
	return n, err
}

const whichFiles = "give CISA's KEV (JSON or CSV), the EU KEV, an answer of EUVD, an EPSS table, or a table with a column of CVE ids"

// read tells by the first characters what the file is.
func (d *reader) read(r *bufio.Reader) error {
	if mark, _ := r.Peek(3); bytes.Equal(mark, []byte("\xef\xbb\xbf")) {
		_, _ = r.Discard(3)
	}
	start, err := r.Peek(512)
	if err != nil && err != io.EOF {
		return err
	}
	text := bytes.TrimLeft(start, " \t\r\n")
	switch {
	case len(text) == 0:
		return d.unknown("the file is empty", whichFiles)
	case text[0] == '{' || text[0] == '[':
		data, err := io.ReadAll(limited(r, maxJSON))
		if err != nil {
			return err
		}
		return d.json(data)
	case text[0] == '<':
		return d.unknown("the file is a web page or XML, not a list", whichFiles)
	case bytes.HasPrefix(text, []byte("PK\x03\x04")):
		return d.unknown("the file is a zip archive", "unpack it and give what is in it")
	case bytes.IndexByte(start, 0) >= 0:
		return d.unknown("the file is not text", whichFiles)
	}
	return d.table(r)
}

// listName is what a table of one's own is called: its file without endings.
func listName(file string) string {
	base := path.Base(strings.ReplaceAll(file, "\\", "/"))
	if name, _, _ := strings.Cut(base, "."); name != "" {
		return name
	}
	return base
}
