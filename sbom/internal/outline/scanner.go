// SPDX-License-Identifier: Apache-2.0

package outline

import (
	"bytes"
	"io"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// scanner reads one document. What it reads at once, a unit, is a component or
// an entry of another list: of one that the window ends in the middle of, it
// begins anew when the window holds more.
type scanner struct {
	blocks *blocks
	block  *block // that the window is of; nil: it has memory of its own
	window
	pos   int // where the next unit begins
	begin int // in marks, of the unit
	mark  int // in marks, of the string that is next
	stack [maxDepth]byte

	line    int32 // of counted
	counted int

	doc             Document
	text            *scan.Text
	each            func([]Component) []Component
	batch           []Component // not handed over yet, those of the unit last
	unit            int         // in batch, of the first component of the unit
	count           int         // of components in units before
	edges, services int

	key                           string // of the member of the document that is next
	metadata, components, version bool   // were there
}

// maxUnit bounds what one unit may take.
const maxUnit = 16 << 20

func newScanner(in io.Reader, size int64, each func([]Component) []Component) *scanner {
	s := &scanner{blocks: startBlocks(in, size), line: 1, text: scan.NewText(size / 8), each: each}
	s.window = room(0)
	return s
}

// fill puts the next block behind what the window holds from the unit on. It
// returns false at the end of the input.
func (s *scanner) fill() bool {
	rest, marks := s.buf[s.pos:s.end], s.marks[s.begin:len(s.marks)-padding]
	next, ok := <-s.blocks.full
	if !ok || len(rest) > maxUnit {
		if ok {
			s.blocks.drop(next)
		}
		return false
	}
	s.newlines(s.pos)
	before, plain := s.block, next.ascii && (s.ascii || ascii(rest))
	lines := next.lines || s.lines && bytes.IndexByte(rest, '\n') >= 0
	if len(rest) <= headroom {
		from := s.pos
		s.window, s.block = next.window, next
		s.pos, s.begin = headroom-len(rest), headroom-len(marks)
		copy(s.buf[s.pos:], rest)
		for i, m := range marks {
			s.marks[s.begin+i] = uint32(s.pos + int(m) - from)
		}
	} else {
		s.window, s.block = room(len(rest)+len(next.piece())), nil
		copy(s.buf[copy(s.buf, rest):], next.piece())
		s.pos, s.begin = 0, 0
		s.find(0, 0, len(s.buf)-padding)
		s.blocks.drop(next)
	}
	s.ascii, s.lines = plain, lines
	if before != nil {
		s.blocks.drop(before)
	}
	s.counted, s.mark = s.pos, s.begin
	return true
}

// newlines counts the lines up to p and returns the number of the line there.
func (s *scanner) newlines(p int) int32 {
	if s.lines {
		s.line += int32(bytes.Count(s.buf[s.counted:p], []byte{'\n'}))
	}
	s.counted = p
	return s.line
}

// read reads one unit.
func (s *scanner) read(unit func(p int) int) bool {
	for {
		line, counted := s.line, s.counted
		s.begin = s.mark
		s.unit = len(s.batch)
		p := unit(s.pos)
		if p >= 0 {
			s.pos = p
			s.count += len(s.batch) - s.unit
			if len(s.batch) >= BatchSize {
				s.hand()
			}
			return s.count+s.services < sbom.DefaultMaxNodes && s.edges < sbom.DefaultMaxEdges
		}
		s.batch = s.batch[:s.unit]
		s.line, s.counted, s.mark = line, counted, s.begin
		if p == odd || !s.fill() {
			return false
		}
	}
}

// hand hands the batch over.
func (s *scanner) hand() {
	s.batch = s.each(s.batch)[:0]
	if cap(s.batch) < BatchSize {
		s.batch = make([]Component, 0, BatchSize+BatchSize/8)
	}
}
