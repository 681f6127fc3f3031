// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"bytes"
	"io"
	"math"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// ReadProto reads a CycloneDX document of versions 1.3 to 1.7 in the binary
// form of Protocol Buffers; see [Read]. Pointers are those of the JSON document
// that says the same; there are no lines, and every position is on the first.
func ReadProto(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.OpenRaw(in, opts.Limits)
	return readProto(src, &protoBinary{src: src}, opts)
}

// ReadProtoText reads a CycloneDX document of versions 1.3 to 1.7 in the text
// form of Protocol Buffers; see [Read] and [ReadProto].
func ReadProtoText(in io.Reader, opts Options) (*sbom.Document, diag.List, error) {
	src := scan.Open(in, opts.Limits)
	return readProto(src, &protoParser{src: src}, opts)
}

func readProto(src *scan.Source, tokens scan.Tokens, opts Options) (*sbom.Document, diag.List, error) {
	r := newReader(scan.NewBuilder(src, tokens, scan.Options{File: opts.File, Limits: opts.Limits, Syntax: "proto"}), "protobuf")
	r.hasFmt = true // the message is of no other format
	r.document()
	return r.finish()
}

// protoBatch is the number of tokens from which a batch is handed on.
const protoBatch = 4000

// protoOut turns messages into the tokens of JSON.
type protoOut struct {
	b     *scan.Batch
	stack []protoFrame
	line  int32
}

// protoFrame is an open message.
type protoFrame struct {
	message *protoMessage
	field   *protoField // that it is the value of; nil for the document
	list    *protoField // whose list is open in the object
	rest    []byte      // of the binary form, what is still to be read
	inList  *protoField // of the text form, whose values in brackets are read

	ref            []byte // of a message of which only that counts
	seconds, nanos int64  // of a time
}

func (f *protoFrame) kind() protoKind {
	if f.field == nil {
		return protoObject
	}
	return f.field.kind
}

// begin takes over a batch.
func (o *protoOut) begin(b *scan.Batch) {
	b.Tokens, b.Text = b.Tokens[:0], b.Text[:0]
	o.b = b
}

func (o *protoOut) emit(k scan.Kind, text []byte) {
	start := len(o.b.Text)
	if k == scan.KindString && !utf8.Valid(text) {
		text = bytes.ToValidUTF8(text, []byte("\ufffd"))
	}
	o.b.Text = append(o.b.Text, text...)
	o.b.Tokens = append(o.b.Tokens, scan.Token{Off: uint32(start), Len: uint32(len(text)), Line: o.line, Kind: k})
}

// object returns the innermost open message that is an object.
func (o *protoOut) object() *protoFrame {
	i := len(o.stack) - 1
	for o.stack[i].kind() != protoObject {
		i--
	}
	return &o.stack[i]
}

// announce writes what comes before a value of the field: its name, and where
// JSON has a list, the beginning of that.
func (o *protoOut) announce(f *protoField) {
	obj := o.object()
	if obj.list == f {
		return
	}
	o.endList(obj)
	o.emit(scan.KindName, []byte(f.member))
	if f.list {
		o.emit(scan.KindArray, nil)
		obj.list = f
	}
}

func (o *protoOut) endList(obj *protoFrame) {
	if obj.list != nil {
		o.emit(scan.KindArrayEnd, nil)
		obj.list = nil
	}
}

// open begins a message that is the value of the field. It reports whether the
// fields of the message are to be read.
func (o *protoOut) open(f *protoField, rest []byte) bool {
	switch f.kind {
	case protoObject:
		o.announce(f)
		o.emit(scan.KindObject, nil)
	case protoMembers, protoTime:
	case protoRef:
		if o.stack[len(o.stack)-1].kind() == protoRef {
			return false
		}
	case protoDrop:
		o.dropped(f)
		return false
	default:
		o.note(diag.Error, "have the producer follow the schema of the format", "expected a scalar for "+f.member+", found a message, which is not read")
		return false
	}
	o.stack = append(o.stack, protoFrame{message: f.message, field: f, rest: rest})
	return true
}

// dropped writes a placeholder, so that the reader counts what is not kept.
func (o *protoOut) dropped(f *protoField) {
	if k := o.stack[len(o.stack)-1].kind(); k == protoObject || k == protoMembers {
		o.announce(f)
		o.emit(scan.KindTrue, nil)
	}
}

// close ends the innermost message.
func (o *protoOut) close() {
	f := &o.stack[len(o.stack)-1]
	if f.kind() == protoObject {
		o.endList(f)
		o.emit(scan.KindObjectEnd, nil)
	}
	ended := *f
	o.stack = o.stack[:len(o.stack)-1]
	switch ended.kind() {
	case protoTime:
		o.announce(ended.field)
		o.emit(scan.KindString, []byte(time.Unix(ended.seconds, ended.nanos).UTC().Format(time.RFC3339Nano)))
	case protoRef:
		if ended.ref != nil {
			o.announce(ended.field)
			o.emit(scan.KindString, ended.ref)
		}
	}
}

// text writes a string. Of a message of which only the ref counts, that is
// remembered.
func (o *protoOut) text(f *protoField, s []byte) {
	top := &o.stack[len(o.stack)-1]
	if top.kind() == protoRef {
		if f.member == "ref" {
			top.ref = append([]byte{}, s...)
		}
		return
	}
	o.announce(f)
	o.emit(scan.KindString, s)
}

// word writes a value of an enumeration. "" is none and says nothing.
func (o *protoOut) word(f *protoField, value string) {
	if value != "" {
		o.announce(f)
		o.emit(scan.KindString, []byte(value))
	}
}

func (o *protoOut) truth(f *protoField, value bool) {
	o.announce(f)
	if value {
		o.emit(scan.KindTrue, nil)
	} else {
		o.emit(scan.KindFalse, nil)
	}
}

func (o *protoOut) number(f *protoField, value float64) {
	if math.IsNaN(value) || math.IsInf(value, 0) {
		o.note(diag.Error, "leave out what is not known", f.member+" is no number; it is not read")
		return
	}
	o.announce(f)
	o.emit(scan.KindNumber, strconv.AppendFloat(nil, value, 'g', -1, 64))
}

func (o *protoOut) note(sev diag.Severity, remedy, message string) {
	o.b.Notes = append(o.b.Notes, diag.Diagnostic{Severity: sev, Code: "proto/type", Message: message, Remedy: remedy,
		Position: diag.Position{Line: int(o.line)}})
}
