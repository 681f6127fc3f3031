// SPDX-License-Identifier: Apache-2.0

package importer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// MaxRecord is how many bytes one statement, record or line may have. More
// is no record but an attack on memory.
const MaxRecord = 32 << 20

// lineReader tells the line of an offset that a reader above it, which reads
// ahead, has come to. It keeps only the line ends between the two.
type lineReader struct {
	r     io.Reader
	read  int64   // bytes handed on
	ends  []int64 // offsets of line feeds handed on but not passed yet
	line  int     // of the last offset asked for, from 1
	limit int64   // no more bytes than up to here
}

func newLineReader(r io.Reader) *lineReader {
	return &lineReader{r: r, line: 1, limit: MaxRecord}
}

// tooLong is the error of a record above the limit.
var errTooLong = fmt.Errorf("one record has more than %d bytes", MaxRecord)

func (l *lineReader) Read(p []byte) (int, error) {
	if l.read >= l.limit {
		return 0, errTooLong
	}
	n, err := l.r.Read(p[:min(len(p), int(l.limit-l.read))])
	for i, rest := 0, p[:n]; ; {
		j := bytes.IndexByte(rest, '\n')
		if j < 0 {
			break
		}
		i += j + 1
		rest = rest[j+1:]
		l.ends = append(l.ends, l.read+int64(i)-1)
	}
	l.read += int64(n)
	return n, err
}

// at returns the line of an offset not before the last one asked for, and
// lets one more record be read from there.
func (l *lineReader) at(offset int64) int {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.line += n
	l.ends = append(l.ends[:0], l.ends[n:]...)
	l.limit = max(offset, l.read) + MaxRecord
	return l.line
}

// ErrStop ends the reading of a file without being an error: what a function
// that takes records returns when it has seen enough.
var ErrStop = errors.New("enough was read")

// Limit is a reader that hands on no more than [MaxRecord] bytes until it is
// reset, for decoders that hold a whole record.
type Limit struct {
	R    io.Reader
	used int64
}

// Reset lets one more record be read.
func (l *Limit) Reset() { l.used = 0 }

// Read reads from R.
func (l *Limit) Read(p []byte) (int, error) {
	if l.used >= MaxRecord {
		return 0, errTooLong
	}
	n, err := l.R.Read(p[:min(len(p), int(MaxRecord-l.used))])
	l.used += int64(n)
	return n, err
}

// bom is the byte order mark that some tools write before UTF-8.
var bom = []byte("\xef\xbb\xbf")
