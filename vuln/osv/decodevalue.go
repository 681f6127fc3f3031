// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/kedja/kedja/vuln/osv/internal/affected"
)

// object reads an object member by member; null is one without members. A
// value of another kind is reported and passed over.
func (d *decoder) object(member func(name string) error) error {
	if ok, err := d.open('{', "an object"); !ok {
		return err
	}
	for d.json.PeekKind() == '"' {
		name, err := d.json.ReadValue()
		if err != nil {
			return err
		}
		text, err := d.unquote(name)
		if err != nil {
			return err
		}
		if err := member(d.names.text(text)); err != nil {
			return err
		}
	}
	_, err := d.json.ReadToken()
	return err
}

// list reads a list entry by entry; null is an empty one.
func (d *decoder) list(entry func() error) error {
	if ok, err := d.open('[', "a list"); !ok {
		return err
	}
	for {
		switch d.json.PeekKind() {
		case ']', jsontext.KindInvalid:
			_, err := d.json.ReadToken()
			return err
		}
		if err := entry(); err != nil {
			return err
		}
	}
}

// open reads the beginning of an object or list, or else the whole value.
func (d *decoder) open(kind jsontext.Kind, want string) (bool, error) {
	switch got := d.json.PeekKind(); got {
	case kind:
		_, err := d.json.ReadToken()
		return err == nil, err
	case 'n':
		return false, d.json.SkipValue()
	default:
		return false, d.wrong(want)
	}
}

// wrong passes over a value that is not what it should be.
func (d *decoder) wrong(want string) error {
	if err := d.json.SkipValue(); err != nil {
		return err
	}
	d.problem("osv/wrong-type", "the value is not %s", want)
	return nil
}

// text reads a string; null is an empty one.
func (d *decoder) text() (string, error) {
	switch d.json.PeekKind() {
	case '"':
		raw, err := d.json.ReadValue()
		if err != nil {
			return "", err
		}
		text, err := d.unquote(raw)
		return d.names.text(text), err
	case 'n':
		return "", d.json.SkipValue()
	}
	return "", d.wrong("a string")
}

// unquote returns the text of a JSON string. It is valid until the next call.
func (d *decoder) unquote(raw jsontext.Value) ([]byte, error) {
	if inside := raw[1 : len(raw)-1]; !d.lenient && bytes.IndexByte(inside, '\\') < 0 {
		return inside, nil // the tokenizer has seen that it is UTF-8
	}
	text, err := jsontext.AppendUnquote(d.scratch[:0], raw)
	if text != nil {
		d.scratch = text
	}
	if d.lenient {
		err = nil // what is not UTF-8 became U+FFFD
	}
	return text, err
}

func (d *decoder) texts(out []string) ([]string, error) {
	err := d.list(func() error {
		text, err := d.text()
		if err == nil && text != "" {
			out = append(out, text)
		}
		return err
	})
	return out, err
}

func (d *decoder) ratings() ([]rating, error) {
	var out []rating
	err := d.list(func() error {
		var r rating
		err := d.object(func(name string) (err error) {
			switch name {
			case "type":
				r.kind, err = d.text()
			case "score":
				r.score, err = d.text()
			default:
				err = d.json.SkipValue()
			}
			return err
		})
		if r.score != "" {
			out = append(out, r)
		}
		return err
	})
	return out, err
}

// specific reads the severity that databases give in words, in members of
// their own: anything else may stand there, in any shape.
func (d *decoder) specific(word *string) error {
	if d.json.PeekKind() != '{' {
		return d.json.SkipValue()
	}
	return d.object(func(name string) (err error) {
		if (name != "severity" && name != "urgency") || d.json.PeekKind() != '"' {
			return d.json.SkipValue()
		}
		text, err := d.text()
		if name == "severity" || *word == "" {
			*word = text
		}
		return err
	})
}

var rangeTypes = map[string]affected.RangeType{
	"SEMVER": affected.SemVerRange, "ECOSYSTEM": affected.EcosystemRange, "GIT": affected.GitRange,
}

var eventKinds = map[string]affected.EventKind{
	"introduced": affected.Introduced, "fixed": affected.Fixed,
	"last_affected": affected.LastAffected, "limit": affected.Limit,
}

func (d *decoder) affectedRange(e *entry) error {
	var r affected.Range
	err := d.object(func(name string) (err error) {
		switch name {
		case "type":
			var kind string
			kind, err = d.text()
			r.Type = rangeTypes[kind]
		case "repo":
			r.Repo, err = d.text()
		case "events":
			err = d.list(func() error { return d.event(&r) })
		default:
			err = d.json.SkipValue()
		}
		return err
	})
	if r.Type != affected.GitRange {
		r.Repo = "" // means nothing elsewhere
	}
	e.Ranges = append(e.Ranges, r)
	return err
}

func (d *decoder) event(r *affected.Range) error {
	return d.object(func(name string) error {
		kind, ok := eventKinds[name]
		if !ok {
			return d.json.SkipValue()
		}
		version, err := d.text()
		if err == nil && version != "" {
			r.Events = append(r.Events, affected.Event{Kind: kind, Version: version})
		}
		return err
	})
}
