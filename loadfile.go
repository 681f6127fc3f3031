// SPDX-License-Identifier: Apache-2.0

package kedja

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
)

// file is one input. Records are small and held as a whole; an SBOM may be
// larger than all that is kept of it, and is read where it lies.
type file struct {
	path string // of the operating system; "" for standard input
	name string // as results say it
	what read.Detection
	data []byte // all of it; nil where it is a stream
	err  error  // why it could not be read
	size int64  // of the stream, 0 where nobody knows
	// stream is what has not been read yet; nil for a regular file that is
	// opened again when its turn comes, so that a thousand inputs do not need a
	// thousand open files.
	stream io.ReadCloser
}

// open looks at the inputs. What a file is, its content says.
func (l *loader) open(inputs []string) []*file {
	var files []*file
	for _, in := range inputs {
		f := &file{path: in}
		switch {
		case in == "-" && l.opts.Stdin == nil:
			f.path, f.err = "", errors.New("standard input is not connected")
		case in == "-":
			f.path = ""
			f.err = f.look(io.NopCloser(l.opts.Stdin))
		default:
			f.err = f.openPath()
		}
		files = append(files, f)
	}
	return files
}

// openPath looks at a file of the operating system.
func (f *file) openPath() error {
	r, err := os.Open(f.path)
	if err != nil {
		return err
	}
	info, err := r.Stat()
	if err != nil || !info.Mode().IsRegular() { // a pipe cannot be opened twice
		return f.look(r)
	}
	if err := f.look(r); err != nil || f.stream == nil {
		return err
	}
	f.stream, f.size = nil, info.Size()
	return r.Close()
}

// look tells what the stream is by its first bytes, and takes the whole into
// memory unless it is an SBOM that can be read as it comes.
func (f *file) look(r io.ReadCloser) error {
	head := make([]byte, read.HeadBytes)
	n, err := io.ReadFull(r, head)
	head = head[:n]
	ended := errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
	if err != nil && !ended {
		return errors.Join(err, r.Close())
	}
	d, settled := read.DetectHead(head)
	if f.what = d; settled && d.Kind == read.KindSBOM && !ended {
		f.stream = &peeked{head: head, ReadCloser: r}
		return nil
	}
	rest, err := io.ReadAll(r)
	if err := errors.Join(err, r.Close()); err != nil {
		return err
	}
	f.data = append(head, rest...)
	if !settled {
		f.what = read.Detect(f.data)
	}
	return nil
}

// peeked is a stream whose first bytes have been looked at.
type peeked struct {
	head []byte
	io.ReadCloser
}

func (p *peeked) Read(b []byte) (int, error) {
	if len(p.head) == 0 {
		return p.ReadCloser.Read(b)
	}
	n := copy(b, p.head)
	p.head = p.head[n:]
	return n, nil
}

// closeAll ends the streams that nobody read.
func closeAll(files []*file) {
	for _, f := range files {
		if f.stream != nil {
			_ = f.stream.Close() // read only: nothing is lost
		}
	}
}

// brief leaves out what no assessment looks at.
var brief = &read.Options{Brief: true}

// document reads the SBOM.
func (f *file) document() (*sbom.Document, diag.List, error) {
	switch {
	case f.data != nil:
		return read.Bytes(f.name, f.data, brief)
	case f.stream != nil:
		return read.From(f.name, &measuredStream{f.stream, f.size}, brief)
	}
	r, size, err := openRegular(os.Open(f.path))
	if err != nil {
		return nil, nil, plain(err)
	}
	defer r.Close()
	return read.From(f.name, &measuredStream{r, size}, brief)
}

// measuredStream is a stream of which the length is known; 0 where it is not.
type measuredStream struct {
	io.Reader
	size int64
}

// Len is asked by package read, to make tables of the right size.
func (s *measuredStream) Len() int { return int(s.size) }

// openRegular is what opening a file for reading gave, with its size.
func openRegular(r *os.File, err error) (*os.File, int64, error) {
	if err != nil {
		return nil, 0, err
	}
	info, err := r.Stat()
	if err == nil && info.IsDir() {
		err = &fs.PathError{Op: "read", Path: r.Name(), Err: syscall.EISDIR}
	}
	if err != nil {
		return nil, 0, errors.Join(err, r.Close())
	}
	if !info.Mode().IsRegular() {
		return r, 0, nil
	}
	return r, info.Size(), nil
}

// note lists the file among the inputs of the result.
func (l *loader) note(f *file, kind, sum string) {
	l.in.Files = append(l.in.Files, result.Input{Name: f.name, Kind: kind, SHA256: sum})
	if f.path != "" {
		l.seen[absolute(f.path)] = true
	}
}

// plain drops the operation and path that an os error repeats.
func plain(err error) error {
	if pe, ok := errors.AsType[*fs.PathError](err); ok {
		return fmt.Errorf("cannot be read: %w", pe.Err)
	}
	return err
}
