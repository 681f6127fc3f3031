// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/kedja/kedja/diag"
)

// salvageBytes is how much of a record that is too large is searched for the
// packages that it names.
const salvageBytes = 1 << 20

// worker reads items; each goroutine has one.
type worker struct {
	previous *Index
	decoder  *decoder
	packer   packer
	buffer   bytes.Buffer
}

// reading is what came of an item.
type reading struct {
	decoded
	*packed // what came of decoded.record, which is let go
	reused  bool
	skipped bool   // no text that is read
	yaml    bool   // it is skipped, and a record
	bytes   uint64 // unpacked and read
}

// readAll reads every item of the sources, on as many goroutines as there are
// cores; the results stand beside the items.
func readAll(ctx context.Context, all []*source, previous *Index) ([][]reading, error) {
	out := make([][]reading, len(all))
	type place struct{ source, item int }
	var places []place
	for i, s := range all {
		out[i] = make([]reading, len(s.items))
		for j := range s.items {
			places = append(places, place{i, j})
		}
	}
	if previous != nil && previous.sections != nil {
		previous.reusable() // before the goroutines, which would wait for it
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), max(1, len(places)/16)) {
		wg.Go(func() {
			w := &worker{previous: previous, decoder: newDecoder()}
			for ctx.Err() == nil {
				const batch = 16
				from := int(next.Add(batch)) - batch
				if from >= len(places) {
					return
				}
				for _, p := range places[from:min(from+batch, len(places))] {
					it := &all[p.source].items[p.item]
					out[p.source][p.item] = w.keep(w.read(all[p.source], it))
					it.open = nil // lets go of the zip's directory
				}
			}
		})
	}
	wg.Wait()
	return out, ctx.Err()
}

// keep packs the record of a reading, so that it takes little memory until all
// are read.
func (w *worker) keep(r reading) reading {
	if r.record != nil {
		r.packed, r.record = w.packer.pack(r.record), nil
	}
	return r
}

// read reads one item, or takes its record from the previous index.
func (w *worker) read(s *source, it *item) reading {
	if isYAML(it.name) {
		return w.unreadYAML(it)
	}
	if s.kind == zipSource {
		if rec := w.previous.reuse(it); rec != nil {
			return reading{decoded: decoded{record: rec}, reused: true}
		}
	}
	file := s.position(it)
	if it.refused == "" && it.size > MaxRecord {
		it.refused = fmt.Sprintf("it has %d bytes; a record may have %d", it.size, MaxRecord)
	}
	if it.refused != "" {
		return w.refuse(file, it)
	}
	err := w.load(it, MaxRecord)
	if err == errTooLarge {
		it.refused = fmt.Sprintf("it has more than %d bytes", MaxRecord)
		return w.refuse(file, it)
	}
	raw := w.buffer.Bytes()
	if err != nil {
		return reading{decoded: unreadable(file, raw, err), bytes: uint64(len(raw))}
	}
	if s.kind != zipSource {
		it.crc, it.size = crc32.ChecksumIEEE(raw), uint64(len(raw))
		if rec := w.previous.reuse(it); rec != nil {
			return reading{decoded: decoded{record: rec}, reused: true, bytes: it.size}
		}
	}
	return reading{decoded: w.decoder.decode(file, raw), bytes: it.size}
}

var errTooLarge = errors.New("too large")

// load reads at most limit bytes into the worker's buffer.
func (w *worker) load(it *item, limit int64) (err error) {
	w.buffer.Reset()
	r, err := it.open()
	if err != nil {
		return err
	}
	defer func() {
		if closing := r.Close(); err == nil {
			err = closing
		}
	}()
	n, err := w.buffer.ReadFrom(io.LimitReader(r, limit+1))
	if err == nil && n > limit {
		return errTooLarge
	}
	return err
}

// refuse reports an item that is not read, but for its beginning.
func (w *worker) refuse(file string, it *item) reading {
	_ = w.load(it, salvageBytes) // what can be read of it is searched; why it is refused is said already
	return reading{decoded: unreadable(file, w.buffer.Bytes(), errors.New(it.refused)), bytes: uint64(w.buffer.Len())}
}

// unreadable is a record of which only the packages may be known.
func unreadable(file string, raw []byte, err error) decoded {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		err = of.Err // which the position says, and an index must not
	}
	named := salvage(raw)
	return decoded{
		unreadable: named, unnamed: true, nameless: len(named) == 0,
		diags: diag.List{{Severity: diag.Error, Code: "osv/record-unreadable", Position: diag.Position{File: file},
			Message: fmt.Sprintf("the record cannot be read: %v", err), Remedy: "its packages are answered as unknown; get the export anew"}},
	}
}
