// SPDX-License-Identifier: Apache-2.0

package vex

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/kedja/kedja/vuln/vex/internal/tokens"
)

// detail is what a CycloneDX file says of a vulnerability beyond what the
// model of SBOMs keeps.
type detail struct {
	id       string
	aliases  []string // references: the same vulnerability with others
	issued   time.Time
	updated  time.Time
	versions map[string][]versionStatus // of a ref, as written
}

// versionStatus is what a file says of one version, or range, of a component.
type versionStatus struct {
	version, status string
	isRange         bool
}

// detailsOf reads the vulnerabilities of a CycloneDX text in JSON; of other
// texts it returns none.
func detailsOf(file string, text []byte) []detail {
	if t := bytes.TrimLeft(text, " \t\r\n"); len(t) == 0 || t[0] != '{' {
		return nil
	}
	r := tokens.New(file, "", text)
	var list []detail
	cyclone := false
	r.Object(func(name string) {
		switch name {
		case "bomFormat":
			cyclone = r.Text() == "CycloneDX"
		case "vulnerabilities":
			r.Array(func(int) { list = append(list, readDetail(r)) })
		}
	})
	if !cyclone {
		return nil
	}
	return list
}

func readDetail(r *tokens.Reader) detail {
	d := detail{versions: map[string][]versionStatus{}}
	r.Object(func(name string) {
		switch name {
		case "id":
			d.id = r.Text()
		case "references":
			r.Array(func(int) {
				r.Object(func(name string) {
					if name == "id" {
						d.aliases = append(d.aliases, strings.TrimSpace(r.Text()))
					}
				})
			})
		case "analysis":
			r.Object(func(name string) {
				switch name {
				case "firstIssued":
					d.issued = readTime(r)
				case "lastUpdated":
					d.updated = readTime(r)
				}
			})
		case "affects":
			r.Array(func(int) { d.affect(r) })
		}
	})
	return d
}

// affect reads the versions of one affected component.
func (d *detail) affect(r *tokens.Reader) {
	var ref string
	var versions []versionStatus
	r.Object(func(name string) {
		switch name {
		case "ref":
			ref = r.Text()
		case "versions":
			r.Array(func(int) {
				var v versionStatus
				r.Object(func(name string) {
					switch name {
					case "version", "range":
						v.version, v.isRange = r.Text(), name == "range"
					case "status":
						v.status = fold(r.Text())
					}
				})
				if v.version != "" {
					versions = append(versions, v)
				}
			})
		}
	})
	if ref != "" && len(versions) > 0 {
		d.versions[ref] = append(d.versions[ref], versions...)
	}
}

// join completes a statement.
func (d *detail) join(s *Statement) {
	s.Vulnerability.Aliases = sortedUnique(append(s.Vulnerability.Aliases, d.aliases...))
	s.Vulnerability.Aliases = slices.DeleteFunc(s.Vulnerability.Aliases, func(a string) bool { return a == "" })
	if !d.issued.IsZero() {
		s.Timestamp = d.issued
	}
	if !d.updated.IsZero() {
		s.LastUpdated = d.updated
	}
	status, _ := statusOf(CycloneDX, s.Stated)
	var products []Product
	for _, p := range s.Products {
		products = append(products, d.limited(p, status)...)
	}
	s.Products = products
}

// limited returns a product once for each version that the statement is of.
func (d *detail) limited(p Product, status Status) []Product {
	part := innermost(&p)
	versions := d.versions[part.Ref]
	if link := linkOf(part); versions == nil {
		versions = d.versions[link]
	}
	if len(versions) == 0 || part.Version != "" {
		return []Product{p}
	}
	wanted := slices.DeleteFunc(slices.Clone(versions), func(v versionStatus) bool {
		clear := v.status == "unaffected"
		return clear != (status == NotAffected || status == Fixed)
	})
	if len(wanted) == 0 {
		wanted = versions
	}
	var out []Product
	for _, v := range wanted {
		q := deepCopy(p)
		if part := innermost(&q); v.isRange {
			part.Range = v.version
		} else {
			part.Version = v.version
		}
		out = append(out, q)
	}
	return out
}

func deepCopy(p Product) Product {
	p.Subcomponents = slices.Clone(p.Subcomponents)
	for i := range p.Subcomponents {
		p.Subcomponents[i] = deepCopy(p.Subcomponents[i])
	}
	return p
}

// linkOf returns the BOM-Link of a product.
func linkOf(p *Product) string {
	link := "urn:cdx:" + p.Serial + "/" + strconv.Itoa(p.Revision)
	if p.Ref != "" {
		link += "#" + p.Ref
	}
	return link
}
