// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import "github.com/kedja/kedja/sbom"

func (r *reader) pedigreeOf(n *sbom.Node) *sbom.Pedigree {
	d := r.Details(n)
	if d.Pedigree == nil {
		d.Pedigree = new(sbom.Pedigree)
	}
	return d.Pedigree
}

func (r *reader) pedigree(n *sbom.Node) {
	p := r.pedigreeOf(n)
	r.object(func() {
		switch string(r.Name()) {
		case "ancestors":
			p.Ancestors = r.relatives(p.Ancestors)
		case "descendants":
			p.Descendants = r.relatives(p.Descendants)
		case "variants":
			p.Variants = r.relatives(p.Variants)
		case "commits":
			p.Commits = r.commits(p.Commits)
		case "patches":
			p.Patches += r.patches()
		case "notes":
			p.Notes = r.Str()
		default:
			r.unread()
		}
	})
}

// relatives reads components that are not part of the described thing. They
// are no nodes, so that nobody takes them for parts.
func (r *reader) relatives(list []sbom.Relative) []sbom.Relative {
	if !r.Array() {
		return list
	}
	for r.Element() {
		var v sbom.Relative
		r.object(func() {
			switch string(r.Name()) {
			case "group":
				v.Group = r.Intern()
			case "name":
				v.Name = r.Intern()
			case "version":
				v.Version = r.Intern()
			case "purl":
				v.PURL = r.Str()
			case "bom-ref":
				r.BindOther(r.Ref(r.Bytes()))
			case "type":
			default:
				r.unread()
			}
		})
		list = append(list, v)
	}
	return list
}

func (r *reader) commits(list []sbom.Commit) []sbom.Commit {
	if !r.Array() {
		return list
	}
	for r.Element() {
		var c sbom.Commit
		r.object(func() {
			switch string(r.Name()) {
			case "uid":
				c.UID = r.Str()
			case "url":
				c.URL = r.Str()
			default:
				r.unread()
			}
		})
		list = append(list, c)
	}
	return list
}

// patches counts the patches; what is in them is not kept.
func (r *reader) patches() int {
	n := 0
	if !r.Array() {
		return 0
	}
	for r.Element() {
		n++
		r.object(func() {
			r.unread()
			switch string(r.Name()) {
			case "type":
				r.among("type of patch", r.Intern(), "unofficial", "monkey", "backport", "cherry-pick")
			case "resolves":
				r.issues()
			}
		})
	}
	return n
}

// evidence reads how the producer knows the component. Identity is an object
// in 1.5 and a list from 1.6; both are taken in every version.
func (r *reader) evidence(n *sbom.Node) {
	r.object(func() {
		switch {
		case string(r.Name()) != "identity":
			r.unread()
		case r.Kind() == '{':
			r.identified(n)
		case r.Array():
			for r.Element() {
				r.identified(n)
			}
		}
	})
}

func (r *reader) identified(n *sbom.Node) {
	e := sbom.Evidence{Confidence: -1}
	r.object(func() {
		switch string(r.Name()) {
		case "field":
			e.Field = r.Intern()
		case "confidence":
			if c, ok := r.number(); ok {
				e.Confidence = c
			}
		case "methods":
			r.objects(func() {
				if string(r.Name()) == "technique" {
					e.Methods = r.AppendList(e.Methods, r.Intern())
				} else {
					r.unread()
				}
			})
		default:
			r.unread()
		}
	})
	d := r.Details(n)
	d.Evidence = r.evidences.Append(d.Evidence, e)
}
