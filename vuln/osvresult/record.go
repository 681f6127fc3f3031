// SPDX-License-Identifier: Apache-2.0

package osvresult

import "github.com/kedja/kedja/vuln/internal/ecosystem"

// entry is one entry of affected of an OSV record.
type entry struct {
	place          place
	vectors, words []string
	fixed          []string
}

func (d *decoder) affected(e *entry) error {
	_, err := d.object(func(member string) error {
		switch member {
		case "package":
			var stated, name string
			_, err := d.object(func(member string) error {
				switch member {
				case "ecosystem":
					return d.text(&stated)
				case "name":
					return d.text(&name)
				}
				return d.skip()
			})
			base, release := ecosystem.Split(stated)
			e.place = place{ecosystem: base, release: release, name: ecosystem.Key(base, name)}
			return err
		case "ranges":
			return d.array(func() error { return d.fixedIn(e) })
		case "severity":
			return d.severities(&e.vectors, &e.words)
		case "ecosystemspecific", "databasespecific":
			return d.specific(&e.words)
		}
		return d.skip()
	})
	return err
}

// fixedIn reads the versions at which a range ends.
func (d *decoder) fixedIn(e *entry) error {
	kind := ""
	var fixed []string
	_, err := d.object(func(member string) error {
		switch member {
		case "type":
			return d.text(&kind)
		case "events":
			return d.array(func() error {
				_, err := d.object(func(member string) error {
					if member != "fixed" {
						return d.skip()
					}
					var version string
					err := d.text(&version)
					if version != "" {
						fixed = append(fixed, version)
					}
					return err
				})
				return err
			})
		}
		return d.skip()
	})
	if kind != "GIT" { // commits are in no order that could be told here
		e.fixed = append(e.fixed, fixed...)
	}
	return err
}

// severities reads vectors of CVSS, and words where a database has its own.
func (d *decoder) severities(vectors, words *[]string) error {
	return d.array(func() error {
		var kind, score string
		_, err := d.object(func(member string) error {
			switch member {
			case "type":
				return d.text(&kind)
			case "score":
				return d.text(&score)
			}
			return d.skip()
		})
		switch {
		case score == "":
		case len(kind) >= 4 && kind[:4] == "CVSS":
			*vectors = append(*vectors, score)
		default: // Ubuntu
			*words = append(*words, score)
		}
		return err
	})
}

// specific reads the words for severity that databases keep outside of the
// schema: GitHub's severity, Debian's urgency, Ubuntu's priority.
func (d *decoder) specific(words *[]string) error {
	if d.dec.PeekKind() != '{' {
		return d.skip() // what databases keep there is their own affair
	}
	_, err := d.object(func(member string) error {
		switch member {
		case "severity", "urgency", "ubuntupriority":
			if d.dec.PeekKind() != '"' {
				return d.skip()
			}
			var word string
			err := d.text(&word)
			if word != "" {
				*words = append(*words, word)
			}
			return err
		}
		return d.skip()
	})
	return err
}

func (d *decoder) group(p *scanned) error {
	g := group{analysis: map[string]analysis{}}
	_, err := d.object(func(member string) error {
		switch member {
		case "ids":
			return d.texts(&g.ids)
		case "aliases":
			return d.texts(&g.aliases)
		case "maxseverity":
			return d.text(&g.max)
		case "experimentalanalysis":
			return d.analysis(&g)
		}
		return d.skip()
	})
	p.groups = append(p.groups, g)
	return err
}

// analysis reads the outcome of the call analysis of each record.
func (d *decoder) analysis(g *group) error {
	if d.dec.PeekKind() != '{' {
		return d.wrong("an object")
	}
	if _, err := d.dec.ReadToken(); err != nil {
		return err
	}
	for d.dec.PeekKind() != '}' {
		// Identifiers are not names of fields: their case and signs count.
		token, err := d.dec.ReadToken()
		if err != nil {
			return err
		}
		id := token.String()
		var a analysis
		if _, err := d.object(func(member string) error {
			switch member {
			case "called":
				return d.truth(&a.called)
			case "unimportant":
				return d.truth(&a.unimportant)
			}
			return d.skip()
		}); err != nil {
			return err
		}
		g.analysis[id] = a
	}
	_, err := d.dec.ReadToken()
	return err
}
