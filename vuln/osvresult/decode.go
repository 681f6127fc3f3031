// SPDX-License-Identifier: Apache-2.0

package osvresult

import (
	"errors"
	"io"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/vuln/internal/ecosystem"
)

// record is one OSV record as far as it tells of the package.
type record struct {
	id                           string
	aliases                      []string
	summary, published, modified string
	withdrawn                    bool
	vectors, words               []string // of the record as a whole
	affected                     []entry
}

// group is what osv-scanner says of records that are one vulnerability.
type group struct {
	ids, aliases []string
	max          string // the highest base score, as osv-scanner computed it
	analysis     map[string]analysis
}

// analysis is the outcome of a call analysis for one record.
type analysis struct {
	called, unimportant bool
}

type decoder struct {
	*walker
	packages []*scanned
	byKey    map[string]*scanned
	count    int  // of packages, each under its names and wherever it was seen
	clean    bool // a package without findings was seen
}

// document reads the whole result.
func (d *decoder) document() error {
	found := false
	isObject, err := d.object(func(name string) error {
		if name != "results" {
			return d.skip()
		}
		found = true
		return d.array(d.source)
	})
	if err != nil {
		return err
	}
	if !isObject || !found {
		return diag.Diagnostic{Code: "osvresult/not-a-result", Position: diag.Position{File: d.file},
			Message: "this is not a result of osv-scanner: it has no results", Remedy: "run osv-scanner scan --format json"}
	}
	if _, err := d.dec.ReadToken(); err != io.EOF {
		return errors.New("something follows the result")
	}
	return nil
}

// source reads the packages of one lockfile, SBOM or image.
func (d *decoder) source() error {
	_, err := d.object(func(name string) error {
		if name != "packages" {
			return d.skip()
		}
		return d.array(d.pkg)
	})
	return err
}

func (d *decoder) pkg() error {
	var p scanned
	var name, osName, stated string
	other := false // a reason to be listed without findings
	isObject, err := d.object(func(member string) error {
		switch member {
		case "package":
			_, err := d.object(func(member string) error {
				switch member {
				case "name":
					return d.text(&name)
				case "ospackagename":
					return d.text(&osName)
				case "version":
					return d.text(&p.version)
				case "ecosystem":
					return d.text(&stated)
				case "commit":
					return d.text(&p.commit)
				case "deprecated":
					return d.truth(&other)
				}
				return d.skip()
			})
			return err
		case "vulnerabilities":
			return d.array(func() error { return d.vulnerability(&p) })
		case "groups":
			return d.array(func() error { return d.group(&p) })
		case "licenseviolations":
			other = true
			return d.skip()
		}
		return d.skip()
	})
	if err != nil || !isObject {
		return err
	}
	if name == "" && p.commit == "" {
		d.note("osvresult/no-name", d.here(), "a package has neither name nor commit and is passed over")
		return nil
	}
	d.count++
	d.clean = d.clean || len(p.records) == 0 && !p.broken && !other
	base, release := ecosystem.Split(stated)
	p.place = place{ecosystem: base, release: release, name: ecosystem.Key(base, name)}
	p.source = p.place.name
	d.keep(p)
	// Distributions name records by the source package; an SBOM may have the
	// binary one.
	if osName != "" && osName != name {
		p.place.name = ecosystem.Key(base, osName)
		d.keep(p)
	}
	return nil
}

// keep joins what several sources say of a package.
func (d *decoder) keep(p scanned) {
	key := p.place.ecosystem + "\x00" + p.place.release + "\x00" + p.place.name + "\x00" + p.version + "\x00" + p.commit
	known := d.byKey[key]
	if known == nil {
		// Under its two names a package has the same records: neither may grow
		// into the other's.
		p.records, p.groups = slices.Clip(p.records), slices.Clip(p.groups)
		d.byKey[key] = &p
		d.packages = append(d.packages, &p)
		return
	}
	known.records = append(known.records, p.records...)
	known.groups = append(known.groups, p.groups...)
	known.broken = known.broken || p.broken
}

func (d *decoder) vulnerability(p *scanned) error {
	var r record
	isObject, err := d.object(func(member string) error {
		switch member {
		case "id":
			return d.text(&r.id)
		case "aliases":
			return d.texts(&r.aliases)
		case "summary":
			return d.text(&r.summary)
		case "published":
			return d.text(&r.published)
		case "modified":
			return d.text(&r.modified)
		case "withdrawn":
			var when string
			err := d.text(&when)
			r.withdrawn = when != ""
			return err
		case "severity":
			return d.severities(&r.vectors, &r.words)
		case "databasespecific":
			return d.specific(&r.words)
		case "affected":
			return d.array(func() error {
				var e entry
				err := d.affected(&e)
				r.affected = append(r.affected, e)
				return err
			})
		}
		return d.skip()
	})
	if err != nil {
		return err
	}
	if !isObject || r.id == "" {
		d.note("osvresult/no-id", d.here(), "a record has no id; the package counts as not wholly read")
		p.broken = true
		return nil
	}
	if r.withdrawn {
		return nil
	}
	p.records = append(p.records, r)
	return nil
}
