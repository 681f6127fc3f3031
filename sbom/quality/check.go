// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"strings"

	"github.com/kedja/kedja/sbom"
)

// author answers for who made the SBOM data; a tool is an author too.
func author(s *subject, id sbom.ID) status {
	return best(responsible(s, id), parties(s.doc.Authors), tool(s, id))
}

// responsible answers for the person or organization that made the SBOM data.
func responsible(s *subject, _ sbom.ID) status {
	return best(people(s.doc.Authors), party(s.doc.Manufacturer))
}

// responsibleContact answers for an address of whoever made the SBOM data.
func responsibleContact(s *subject, _ sbom.ID) status {
	st := reachable(s.doc.Manufacturer)
	for i := range s.doc.Authors {
		if s.doc.Authors[i].Kind != sbom.PartyTool {
			st = best(st, reachable(&s.doc.Authors[i]))
		}
	}
	return st
}

func timestamp(s *subject, _ sbom.ID) status { return instant(s.doc.Created) }

// tool answers for the name of a tool that made the SBOM.
func tool(s *subject, _ sbom.ID) status {
	st := missing
	for _, t := range s.doc.Tools {
		st = best(st, text(t))
	}
	for i := range s.doc.Authors {
		if s.doc.Authors[i].Kind == sbom.PartyTool {
			st = best(st, text(s.doc.Authors[i].Name))
		}
	}
	return st
}

// toolVersion answers for a version in the text of a tool: "scanner 1.2",
// "scanner-1.2". Without one the name alone is unusable.
func toolVersion(s *subject, id sbom.ID) status {
	for _, t := range s.doc.Tools {
		if versioned(t) {
			return present
		}
	}
	for i := range s.doc.Authors {
		if s.doc.Authors[i].Kind == sbom.PartyTool && versioned(s.doc.Authors[i].Name) {
			return present
		}
	}
	if tool(s, id) == missing {
		return missing
	}
	return unusable
}

// versioned reports whether a digit begins a word of the text, after an
// optional v.
func versioned(s string) bool {
	start := false
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9' && start:
			return true
		case strings.ContainsRune(" -@:/", c):
			start = true
		case c != 'v' && c != 'V':
			start = false
		}
	}
	return false
}

// contexts are the words for when an SBOM was made: the phases of CycloneDX
// lifecycles and the SBOM types of CISA, which SPDX 2 writes into a comment.
var contexts = [...]string{"design", "source", "pre-build", "build", "post-build", "analyzed", "deployed", "runtime", "operations", "discovery", "decommission"}

// context answers for the phase of the life cycle in which the SBOM was made.
func context(s *subject, _ sbom.ID) status {
	st := missing
	for _, l := range s.doc.Lifecycles {
		st = best(st, text(l))
	}
	if s.dialect != SPDX2 || st == present {
		return st
	}
	for word := range strings.FieldsFuncSeq(strings.ToLower(s.doc.Comment), func(r rune) bool { return (r < 'a' || r > 'z') && r != '-' }) {
		for _, c := range contexts {
			if word == c {
				return present
			}
		}
	}
	return st
}

// identity answers for what tells this SBOM from every other one.
func identity(s *subject, _ sbom.ID) status { return text(s.doc.Identifier) }

func formatVersion(s *subject, _ sbom.ID) status { return text(s.doc.SpecVersion) }

// root answers for a described component that has a name.
func root(s *subject, _ sbom.ID) status {
	if s.doc.Root == sbom.None || int(s.doc.Root) >= len(s.doc.Nodes) {
		return missing
	}
	return text(s.doc.Node(s.doc.Root).Name)
}

// ofRoot asks a check of the described component alone.
func ofRoot(c check) check {
	return func(s *subject, _ sbom.ID) status {
		if s.doc.Root == sbom.None || int(s.doc.Root) >= len(s.doc.Nodes) {
			return missing
		}
		return c(s, s.doc.Root)
	}
}

// ofAll asks a check of every component and is present when all are: an
// aspiration is met or not.
func ofAll(c check, exempt ...string) check {
	r := &Rule{Exempt: exempt}
	return func(s *subject, _ sbom.ID) status {
		if len(s.components) == 0 {
			return notApplicable
		}
		for _, id := range s.components {
			if c(s, id) != present && !s.exempt(r, id) {
				return missing
			}
		}
		return present
	}
}

// inventory answers for how complete the list of components is said to be.
func inventory(s *subject, _ sbom.ID) status {
	if s.doc.Completeness != sbom.CompletenessUnstated {
		return present
	}
	return ofRoot(completeness)(s, sbom.None)
}

// resolved answers for references that all lead somewhere.
func resolved(s *subject, _ sbom.ID) status {
	if len(s.doc.Dangling) > 0 {
		return unusable
	}
	return present
}

// noVulnerabilities answers for a document that keeps to the inventory.
func noVulnerabilities(s *subject, _ sbom.ID) status {
	if len(s.doc.Vulnerabilities) > 0 {
		return unusable
	}
	return present
}

// bsiFormat answers for the formats of BSI TR-03183-2, section 4.
func bsiFormat(s *subject, _ sbom.ID) status {
	var good bool
	switch s.dialect {
	case CycloneDX:
		good = !older(s.version, "1.6")
	case SPDX3:
		good = !older(s.version, "3.0.1")
	}
	switch s.doc.Serialization {
	case "json", "xml", "json-ld":
	default:
		good = false
	}
	if !good {
		return unusable
	}
	return present
}

// provider answers for who runs a service.
func provider(s *subject, id sbom.ID) status { return party(s.doc.Node(id).Provider) }
