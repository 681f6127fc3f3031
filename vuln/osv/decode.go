// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/diag"
)

// decoder reads records. It is used again and again by one goroutine.
type decoder struct {
	names interner

	file    string // of diagnostics
	raw     []byte
	json    *jsontext.Decoder
	buffer  bytes.Buffer
	scratch []byte

	rec     *record
	related []string
	found   decoded
	hasOne  bool // a member that only an OSV record has
	lenient bool // what is not UTF-8 is replaced
}

// decoded is what a text turned out to be.
type decoded struct {
	record *record // nil: it could not be used
	diags  diag.List

	// What could not be read: packages that are known by name, and whether
	// there may be others.
	unreadable []packageKey
	unnamed    bool
	foreign    bool // no OSV record at all
	nameless   bool // nothing of the text says which packages it is about
}

// errStop ends the reading of a text; a diagnostic says why.
var errStop = errors.New("stop")

func newDecoder() *decoder {
	return &decoder{names: interner{}, json: jsontext.NewDecoder(new(bytes.Buffer))}
}

// decode reads one record.
func (d *decoder) decode(file string, raw []byte) decoded {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	err := d.try(file, raw)
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok && isUTF8(syntax) {
		at := d.at(syntax.ByteOffset, string(syntax.JSONPointer))
		err = d.try(file, raw, jsontext.AllowInvalidUTF8(true))
		d.found.diags.Add(diag.Diagnostic{Severity: diag.Warning, Code: "osv/utf-8", Position: at,
			Message: "the record is not UTF-8; what is not was replaced by U+FFFD"})
	}
	switch {
	case err != nil && err != errStop:
		d.syntax(err)
	case err == nil:
		d.check()
	}
	if d.found.record == nil && !d.found.foreign {
		d.giveUp()
	}
	return d.found
}

func isUTF8(err *jsontext.SyntacticError) bool {
	if err.Err == nil {
		return false
	}
	text := err.Err.Error()
	return strings.Contains(text, "UTF-8") || strings.Contains(text, "surrogate")
}

// try reads the text from its beginning.
func (d *decoder) try(file string, raw []byte, options ...jsontext.Options) error {
	d.file, d.raw, d.hasOne = file, raw, false
	d.lenient = len(options) > 0
	d.rec, d.related = &record{}, nil
	d.found = decoded{}
	d.buffer = *bytes.NewBuffer(raw)
	d.json.Reset(&d.buffer, options...)
	if d.json.PeekKind() != '{' {
		if _, err := d.json.ReadToken(); err != nil {
			return err
		}
		d.notAnObject()
		return errStop
	}
	if err := d.object(d.member); err != nil {
		return err
	}
	if _, err := d.json.ReadToken(); err != io.EOF {
		if err == nil {
			err = fmt.Errorf("something follows the record")
		}
		return err
	}
	return nil
}

// notAnObject tells lists of records from JSON of other kinds, as the member
// that every record has is in them or not.
func (d *decoder) notAnObject() {
	if bytes.Contains(d.raw, []byte(`"affected"`)) {
		d.problem("osv/not-a-record", "the text is no record: a record is a JSON object")
		return
	}
	d.found.foreign = true
	d.add(diag.Warning, "osv/not-a-record", "", 1, "JSON, but no OSV record: it is no object", "")
}

// check decides what to do with a text that is JSON.
func (d *decoder) check() {
	switch {
	case d.rec.id != "":
		// Ubuntu's notices name there what they are about; osv-scanner groups
		// by these names.
		if strings.HasPrefix(d.rec.id, "USN-") {
			d.rec.upstream = append(d.rec.upstream, d.related...)
		}
		d.found.record = d.rec
	case d.hasOne:
		d.add(diag.Error, "osv/no-id", "", 1, "the record has no id", "")
	default:
		d.found.foreign = true
		d.add(diag.Warning, "osv/not-a-record", "", 1, "JSON, but no OSV record: it has neither id nor affected", "")
	}
}

// syntax reports a text that is not JSON, or not to its end.
func (d *decoder) syntax(err error) {
	offset, pointer := d.json.InputOffset(), string(d.json.StackPointer())
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		offset, pointer, err = syntax.ByteOffset, string(syntax.JSONPointer), syntax.Err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the text ends too early")
	}
	d.found.diags.Add(diag.Diagnostic{Severity: diag.Error, Code: "osv/record-unreadable", Position: d.at(offset, pointer),
		Message: fmt.Sprintf("the record cannot be read: %v", err),
		Remedy:  "its packages are answered as unknown; get the export anew"})
}

// giveUp keeps which packages an unreadable record is about.
func (d *decoder) giveUp() {
	d.found.unreadable = nil
	for i := range d.rec.affected {
		d.found.unreadable = append(d.found.unreadable, d.rec.affected[i].keys()...)
	}
	d.lose()
}

// lose keeps which packages the text names of which too little can be read.
func (d *decoder) lose() {
	d.found.unreadable = append(d.found.unreadable, salvage(d.raw)...)
	d.found.unnamed, d.found.nameless = true, len(d.found.unreadable) == 0
}

func (d *decoder) at(offset int64, pointer string) diag.Position {
	offset = max(0, min(offset, int64(len(d.raw))))
	return diag.Position{File: d.file, Pointer: pointer, Line: 1 + bytes.Count(d.raw[:offset], []byte("\n"))}
}

// problem reports what was read last.
func (d *decoder) problem(code, format string, args ...any) {
	at := d.at(d.json.InputOffset(), string(d.json.StackPointer()))
	d.add(diag.Error, code, at.Pointer, at.Line, fmt.Sprintf(format, args...), "")
}

func (d *decoder) add(s diag.Severity, code, pointer string, line int, message, remedy string) {
	d.found.diags.Add(diag.Diagnostic{Severity: s, Code: code,
		Position: diag.Position{File: d.file, Pointer: pointer, Line: line}, Message: message, Remedy: remedy})
}

// member reads a member of the record.
func (d *decoder) member(name string) (err error) {
	switch name {
	case "id":
		d.hasOne = true
		d.rec.id, err = d.text()
	case "published":
		d.rec.published, err = d.text()
	case "modified":
		d.rec.modified, err = d.text()
	case "withdrawn":
		d.rec.withdrawn, err = d.withdrawal()
	case "summary":
		d.rec.summary, err = d.text()
	case "aliases":
		d.rec.aliases, err = d.texts(d.rec.aliases)
	case "upstream":
		d.rec.upstream, err = d.texts(d.rec.upstream)
	case "severity":
		d.rec.severities, err = d.ratings()
	case "affected":
		d.hasOne = true
		err = d.entries()
	case "database_specific":
		err = d.specific(&d.rec.word)
	case "related":
		d.related, err = d.texts(nil)
	default:
		err = d.json.SkipValue()
	}
	return err
}

// withdrawal reads the date on which a record was withdrawn. Any other text
// withdraws nothing: the record counts.
func (d *decoder) withdrawal() (string, error) {
	text, err := d.text()
	if err != nil || text == "" || dayOf(text) != "" {
		return text, err
	}
	at := d.at(d.json.InputOffset(), string(d.json.StackPointer()))
	d.add(diag.Warning, "osv/bad-withdrawn", at.Pointer, at.Line,
		fmt.Sprintf("%q is no date, so the record counts as not withdrawn", text), "write it as 2026-01-31T00:00:00Z")
	return "", nil
}

// entries reads affected. Where that is no list, the record says nothing that
// could be compared: its packages are unreadable.
func (d *decoder) entries() error {
	if kind := d.json.PeekKind(); kind == '[' || kind == 'n' {
		return d.list(d.affected)
	}
	d.lose()
	return d.wrong("a list")
}

// affected reads an entry of affected.
func (d *decoder) affected() error {
	before := len(d.found.diags)
	var e entry
	purl := ""
	err := d.object(func(name string) (err error) {
		switch name {
		case "package":
			purl, err = d.pkg(&e)
		case "ranges":
			err = d.list(func() error { return d.affectedRange(&e) })
		case "versions":
			e.Versions, err = d.texts(e.Versions)
		case "severity":
			e.severities, err = d.ratings()
		case "database_specific", "ecosystem_specific":
			err = d.specific(&e.word)
		default:
			err = d.json.SkipValue()
		}
		return err
	})
	if err != nil {
		return err // the whole record is given up, and searched for packages
	}
	damaged := len(d.found.diags) > before
	if said := e.settle(purl); said != "" {
		at := d.at(d.json.InputOffset(), string(d.json.StackPointer()))
		d.add(diag.Warning, "osv/package-name", at.Pointer, at.Line, said, "")
	}
	d.keep(e, damaged)
	return nil
}

// keep adds an entry to the record. One that is damaged is not evaluated: its
// package is unreadable.
func (d *decoder) keep(e entry, damaged bool) {
	keys := e.keys()
	if events := e.events(); events > MaxEvents {
		d.problem("osv/too-many-events", "the entry has %d events, more than %d: evaluating it would take too long", events, MaxEvents)
		damaged = true
	}
	switch {
	case damaged:
		d.found.unreadable = append(d.found.unreadable, keys...)
		d.found.unnamed = d.found.unnamed || e.name == ""
	case len(keys) == 0:
		d.problem("osv/no-package", "the entry names neither a package nor a repository")
		d.found.unnamed = true
	default:
		base, _ := e.subject()
		e.Arrange(base)
		d.rec.affected = append(d.rec.affected, e)
	}
}

// pkg reads which package an entry is about. The purl is the third way to say so.
func (d *decoder) pkg(e *entry) (purl string, err error) {
	err = d.object(func(name string) (err error) {
		switch name {
		case "ecosystem":
			e.ecosystem, err = d.text()
		case "name":
			e.name, err = d.text()
		case "purl":
			purl, err = d.text()
		default:
			err = d.json.SkipValue()
		}
		return err
	})
	return purl, err
}
