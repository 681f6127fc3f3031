// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"encoding/binary"
	"fmt"
	"io"
	"math"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// protoBinary reads the binary form of Protocol Buffers. A message states its
// length before its fields, so the whole is held in memory.
type protoBinary struct {
	protoOut
	src     io.Reader
	started bool
}

// The wire types: how the value of a field is laid out.
const (
	wireVarint = 0
	wire64     = 1
	wireBytes  = 2
	wire32     = 5
)

// Next implements [scan.Tokens].
func (p *protoBinary) Next(b *scan.Batch) error {
	p.begin(b)
	if !p.started {
		p.started, p.line = true, 1
		data, err := io.ReadAll(p.src)
		if err != nil {
			return err
		}
		p.stack = append(p.stack, protoFrame{message: protoBom(), rest: data})
		p.emit(scan.KindObject, nil)
	}
	if len(p.stack) == 0 {
		return io.EOF
	}
	for len(p.stack) > 0 && len(b.Tokens) < protoBatch {
		top := &p.stack[len(p.stack)-1]
		if len(top.rest) == 0 {
			p.close()
			continue
		}
		if err := p.field(top); err != nil {
			if len(b.Tokens) == 0 {
				return err
			}
			return nil // the field is still to be read, and the next call says so
		}
	}
	return nil
}

// field reads one field of the message. When it returns an error nothing has
// been read.
func (p *protoBinary) field(top *protoFrame) error {
	rest := top.rest
	tag, n := binary.Uvarint(rest)
	if n <= 0 || tag>>3 == 0 {
		return p.broken("a field begins with no number")
	}
	rest = rest[n:]
	var number uint64
	var data []byte
	switch wire := tag & 7; wire {
	case wireVarint:
		if number, n = binary.Uvarint(rest); n <= 0 {
			return p.broken("a number does not end")
		}
		rest = rest[n:]
	case wire64, wire32:
		size := 8 - 4*int(wire>>2) // 4 for wire32
		if len(rest) < size {
			return p.broken("the text ends in the middle of a number")
		}
		data, rest = rest[:size], rest[size:]
	case wireBytes:
		size, n := binary.Uvarint(rest)
		if n <= 0 || size > uint64(len(rest)-n) {
			return p.broken("a length goes beyond the end")
		}
		data, rest = rest[n:n+int(size)], rest[n+int(size):]
	default:
		return p.broken(fmt.Sprintf("no field is of wire type %d", wire))
	}
	top.rest = rest
	p.value(top, tag>>3, tag&7, number, data)
	return nil
}

func (p *protoBinary) broken(why string) error { return &scan.SyntaxError{Line: 1, Text: why} }

// value hands on the value of a field.
func (p *protoBinary) value(top *protoFrame, field, wire, number uint64, data []byte) {
	if top.kind() == protoTime {
		switch field {
		case 1:
			top.seconds = int64(number)
		case 2:
			top.nanos = int64(int32(number))
		}
		return
	}
	f := top.message.byNumber[field]
	if f == nil {
		p.note(diag.Warning, "", fmt.Sprintf("field %d is not known here; it is not read", field))
		return
	}
	switch {
	case f.kind == protoDrop:
		p.dropped(f)
	case wire == wireBytes && f.kind == protoString:
		p.text(f, data)
	case wire == wireBytes && f.kind >= protoObject:
		p.open(f, data)
	case wire == wireBytes && f.list: // several numbers in one field
		for len(data) > 0 {
			number, n := binary.Uvarint(data)
			if n <= 0 {
				return
			}
			data = data[n:]
			p.scalar(f, number)
		}
	case wire == wireVarint && f.kind >= protoBool && f.kind <= protoWord:
		p.scalar(f, number)
	case wire == wire64 && f.kind == protoNumber:
		p.protoOut.number(f, math.Float64frombits(binary.LittleEndian.Uint64(data)))
	case wire == wire32 && f.kind == protoNumber:
		p.protoOut.number(f, float64(math.Float32frombits(binary.LittleEndian.Uint32(data))))
	default:
		p.note(diag.Error, "have the producer follow the schema of the format",
			fmt.Sprintf("field %d (%s) is of another type than the schema has; it is not read", field, f.member))
	}
}

func (p *protoBinary) scalar(f *protoField, number uint64) {
	switch f.kind {
	case protoBool:
		p.truth(f, number != 0)
	case protoWord:
		value, known := f.enum.byNumber[number]
		if !known {
			value = fmt.Sprint(number)
		}
		p.word(f, value)
	case protoInt, protoNumber:
		p.protoOut.number(f, float64(int64(number)))
	}
}
