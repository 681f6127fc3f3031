// SPDX-License-Identifier: Apache-2.0

// Package read opens software bills of materials of any format: it detects
// what the content is, never looking at the name, undoes compression and
// envelopes, and hands it to the reader of the format.
//
// Defects are diagnostics, and what can be read is returned beside them. An
// error means that there is no document: the file cannot be opened, is no
// SBOM, is of a format that is not read, or is over a limit.
package read

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// Options are the settings of a reader. nil means the defaults.
type Options struct {
	Limits sbom.Limits // zero fields have safe defaults

	// Schema compares CycloneDX documents with the published schema of the
	// version that they state, for a diagnostic of each difference. It takes
	// about as much time again as the reading. Other formats are held to their
	// rules in any case.
	Schema bool

	// Brief leaves out the descriptions of components, and in CycloneDX their
	// copyright notices: texts that only people read, and often half of what an
	// SBOM holds. All else is read as ever; formats other than JSON and XML keep
	// them.
	Brief bool
}

func (o *Options) opening(name string) opening {
	return opening{name: name, limits: o.limits(), schema: o != nil && o.Schema, brief: o != nil && o.Brief}
}

func (o *Options) limits() sbom.Limits {
	if o == nil {
		return sbom.Limits{}.WithDefaults()
	}
	return o.Limits.WithDefaults()
}

// File reads the SBOM in a file. The errors of the file system can be found
// with errors.Is; all others are of type [diag.Diagnostic].
func File(path string, opts *Options) (*sbom.Document, diag.List, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	name := filepath.ToSlash(path)
	info, err := f.Stat()
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		return nil, nil, diag.Diagnostic{Code: "sbom/folder", Position: diag.Position{File: name},
			Message: "this is a folder, not a file", Remedy: "name the files in it"}
	}
	if limit := opts.limits().Bytes; info.Size() > limit {
		return nil, nil, tooLarge(name, limit)
	}
	return opts.opening(name).read(f, info.Size())
}

// From reads the SBOM in a stream to its end; memory grows with what the SBOM
// holds, not with the stream. A reader that knows how much is left, as
// [bytes.Reader] does, is read a little faster. The name is for positions.
func From(name string, r io.Reader, opts *Options) (*sbom.Document, diag.List, error) {
	size := int64(0)
	if l, ok := r.(interface{ Len() int }); ok {
		size = int64(l.Len())
	}
	return opts.opening(name).read(r, size)
}

// Bytes reads the SBOM in data, which must not change during the call and is
// not kept. The name is for positions.
func Bytes(name string, data []byte, opts *Options) (*sbom.Document, diag.List, error) {
	limits := opts.limits()
	if int64(len(data)) > limits.Bytes {
		return nil, nil, tooLarge(name, limits.Bytes)
	}
	return opts.opening(name).read(bytes.NewReader(data), int64(len(data)))
}

// opening is one input on its way through the layers around the SBOM.
type opening struct {
	name   string
	limits sbom.Limits
	schema bool
	brief  bool
	layers int // compressions and envelopes undone so far
}

// maxLayers bounds compressions and envelopes in each other.
const maxLayers = 4

// read detects what the stream is and reads it. The size is 0 when it is not
// known.
func (o opening) read(r io.Reader, size int64) (*sbom.Document, diag.List, error) {
	head := bufio.NewReaderSize(r, headBytes)
	first, err := head.Peek(headBytes)
	if err != nil && err != io.EOF {
		return nil, nil, o.unreadable(err)
	}
	s := newSample(first, err == io.EOF)
	f := s.format()
	if f == nil && !s.complete {
		// What settles it stands further on: take the whole into memory.
		all, err := io.ReadAll(io.LimitReader(head, o.limits.Bytes+1))
		if err != nil {
			return nil, nil, o.unreadable(err)
		}
		if int64(len(all)) > o.limits.Bytes {
			return nil, nil, tooLarge(o.name, o.limits.Bytes)
		}
		s = newSample(all, true)
		f, size = s.format(), int64(len(all))
		head.Reset(bytes.NewReader(all))
	}
	switch {
	case f == nil:
		return nil, nil, s.refuse(o.name)
	case f.read == nil:
		return nil, nil, diag.Diagnostic{
			Code: "sbom/not-read", Position: diag.Position{File: o.name},
			Message: fmt.Sprintf("recognised as %s, which is not read", f.name), Remedy: f.remedy,
		}
	case o.layers > maxLayers:
		return nil, nil, diag.Diagnostic{Code: "sbom/limit", Position: diag.Position{File: o.name},
			Message: fmt.Sprintf("over the limit: more than %d compressions and envelopes in each other", maxLayers),
			Remedy:  "take the SBOM out and give it as a file of its own"}
	}
	return f.read(o, sized{head, size})
}

// sized is a stream whose length may be known, which readers use to make
// tables of the right size.
type sized struct {
	*bufio.Reader
	size int64
}

// Len is found by [scan.Open].
func (s sized) Len() int { return int(s.size) }

// inside reads what a layer is around.
func (o opening) inside(r io.Reader, size int64) (*sbom.Document, diag.List, error) {
	o.layers++
	return o.read(r, size)
}

func (o opening) unreadable(err error) error {
	switch e, ok := errors.AsType[*scan.LimitError](err); {
	case ok:
		return diag.Diagnostic{Code: "sbom/limit", Position: diag.Position{File: o.name}, Message: e.Error(),
			Remedy: "raise the limit in the options if the file is to be trusted"}
	case o.layers > 0:
		return diag.Diagnostic{Code: "sbom/damaged", Position: diag.Position{File: o.name}, Message: err.Error(),
			Remedy: "get the complete file from its producer"}
	}
	return fmt.Errorf("%s: %w", o.name, err)
}

func tooLarge(name string, limit int64) error {
	return diag.Diagnostic{Code: "sbom/limit", Position: diag.Position{File: name},
		Message: fmt.Sprintf("over the limit: the input has more than %d bytes", limit),
		Remedy:  "raise the limit in the options if the file is to be trusted"}
}

// add puts a diagnostic beside those of the document.
func add(doc *sbom.Document, d diag.Diagnostic) {
	d.File = doc.File
	doc.Diagnostics = append(doc.Diagnostics, d)
	doc.Diagnostics.Sort()
}
