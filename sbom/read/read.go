// SPDX-License-Identifier: Apache-2.0

// Package read opens software bills of materials of any format: it detects
// what the content is, never looking at the name, and hands it to the reader
// of the format.
//
// Defects are diagnostics, and what can be read is returned beside them. An
// error means that there is no document: the file cannot be opened, is no
// SBOM, is of a format that is not read, or is over a limit.
package read

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
)

// Options are the settings of a reader. nil means the defaults.
type Options struct {
	Limits sbom.Limits // zero fields have safe defaults
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
	return from(name, f, info.Size(), opts)
}

// From reads the SBOM in a stream to its end. The name is for positions.
func From(name string, r io.Reader, opts *Options) (*sbom.Document, diag.List, error) {
	return from(name, r, 0, opts)
}

func from(name string, r io.Reader, size int64, opts *Options) (*sbom.Document, diag.List, error) {
	limit := opts.limits().Bytes
	// One byte more than the limit tells a stream that goes on; the room that
	// ReadFrom wants for its last read saves a copy of the whole.
	buf := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	if _, err := buf.ReadFrom(io.LimitReader(r, limit+1)); err != nil {
		return nil, nil, fmt.Errorf("%s: %w", name, err)
	}
	return Bytes(name, buf.Bytes(), opts)
}

// Bytes reads the SBOM in data, which must not change during the call and is
// not kept. The name is for positions.
func Bytes(name string, data []byte, opts *Options) (*sbom.Document, diag.List, error) {
	limits := opts.limits()
	if int64(len(data)) > limits.Bytes {
		return nil, nil, tooLarge(name, limits.Bytes)
	}
	s := newSample(data)
	for _, f := range formats {
		if !f.detect(s) {
			continue
		}
		if f.read == nil {
			return nil, nil, diag.Diagnostic{
				Code: "sbom/not-read-yet", Position: diag.Position{File: name},
				Message: fmt.Sprintf("recognised as %s, which this version does not read yet", f.name), Remedy: f.remedy,
			}
		}
		return f.read(name, data, limits)
	}
	return nil, nil, s.refuse(name)
}

func tooLarge(name string, limit int64) error {
	return diag.Diagnostic{Code: "sbom/limit", Position: diag.Position{File: name},
		Message: fmt.Sprintf("over the limit: the input has more than %d bytes", limit),
		Remedy:  "raise the limit in the options if the file is to be trusted"}
}
