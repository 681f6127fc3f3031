// SPDX-License-Identifier: Apache-2.0

package osv

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// maxSalvage bounds how many packages are taken from one damaged text.
const maxSalvage = 10_000

// salvage finds the packages that a text names which is not JSON to its end,
// or not at all: every object that follows the name "package" and can be read.
func salvage(raw []byte) []packageKey {
	var out []packageKey
	for len(out) < maxSalvage {
		i := bytes.Index(raw, []byte(`"package"`))
		if i < 0 {
			break
		}
		raw = raw[i+len(`"package"`):]
		rest := bytes.TrimLeft(raw, " \t\r\n")
		if rest, colon := bytes.CutPrefix(rest, []byte(":")); colon {
			if e := salvageOne(rest); e.ecosystem != "" && e.name != "" {
				out = append(out, e.keys()...)
			}
		}
	}
	return out
}

// salvageOne reads an object that names a package, as far as it goes.
func salvageOne(raw []byte) (e entry) {
	purl := ""
	defer func() { e.settle(purl) }()
	d := jsontext.NewDecoder(bytes.NewBuffer(raw), jsontext.AllowInvalidUTF8(true), jsontext.AllowDuplicateNames(true))
	if t, err := d.ReadToken(); err != nil || t.Kind() != '{' {
		return e
	}
	for d.PeekKind() == '"' {
		t, err := d.ReadToken()
		if err != nil {
			return e
		}
		name := t.String()
		if (name != "ecosystem" && name != "name" && name != "purl") || d.PeekKind() != '"' {
			if d.SkipValue() != nil {
				return e
			}
			continue
		}
		if t, err = d.ReadToken(); err != nil {
			return e
		}
		switch name {
		case "name":
			e.name = t.String()
		case "purl":
			purl = t.String()
		default:
			e.ecosystem = t.String()
		}
	}
	return e
}
