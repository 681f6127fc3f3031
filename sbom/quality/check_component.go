// SPDX-License-Identifier: Apache-2.0

package quality

import (
	"strings"

	"github.com/kedja/kedja/sbom"
)

// The names of data fields with which CycloneDX documents say that they do
// not know or do not tell a value (property taxonomy cdx:cisa).
const (
	fieldProducer   = "Component Producer"
	fieldVersion    = "Component Version"
	fieldIdentifier = "Component Identifiers"
	fieldHash       = "Component Hash Value"
	fieldLicense    = "Component License"
	fieldDependency = "Component Dependency Relationship"
)

// declared answers unknown when the component says that it does not tell the
// field.
func declared(n *sbom.Node, field string) status {
	if n.More == nil {
		return missing
	}
	for _, p := range n.More.Properties {
		if (p.Name == "cdx:cisa:unknown-information" || p.Name == "cdx:cisa:withheld-information") && p.Value == field {
			return unknown
		}
	}
	return missing
}

// unsaid answers unknown when the component says of one of the fields that its
// value is not known.
func unsaid(n *sbom.Node, fields sbom.Unknown) status {
	if n.Unknown&fields != 0 {
		return unknown
	}
	return missing
}

func name(s *subject, id sbom.ID) status { return text(s.doc.Node(id).Name) }

func version(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	return best(text(n.Version), declared(n, fieldVersion), unsaid(n, sbom.UnknownVersion))
}

// supplier answers for an entity behind the component: supplier,
// manufacturer, originator, publisher or author. For the described component
// the supplier that the document as a whole names counts too.
func supplier(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	st := best(party(n.Supplier), party(n.Manufacturer), party(n.Originator), text(n.Publisher),
		parties(n.Authors), declared(n, fieldProducer),
		unsaid(n, sbom.UnknownSupplier|sbom.UnknownOriginator))
	if id == s.doc.Root {
		st = best(st, party(s.doc.Supplier))
	}
	return st
}

// creator answers for an address of whoever made the component. A supplier
// with an address is no maker.
func creator(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	st := best(reachable(n.Manufacturer), reachable(n.Originator), declared(n, fieldProducer), unsaid(n, sbom.UnknownOriginator))
	for i := range n.Authors {
		st = best(st, reachable(&n.Authors[i]))
	}
	if st == missing && supplier(s, id) != missing {
		return unusable
	}
	return st
}

// identifiers answers for a package URL, a CPE or another identifier.
func identifiers(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	st := best(purl(s, id), declared(n, fieldIdentifier))
	for _, c := range n.CPEs {
		if strings.HasPrefix(c, "cpe:") {
			return present
		}
		st = best(st, unusable)
	}
	if n.More != nil {
		for _, i := range n.More.Identifiers {
			st = best(st, text(i.Value))
		}
	}
	return st
}

func purl(s *subject, id sbom.ID) status {
	st := missing
	for _, p := range s.doc.Node(id).PURLs {
		if strings.HasPrefix(p, "pkg:") {
			return present
		}
		st = unusable
	}
	return st
}

// digests answers for a hash of the component that one of the algorithms made;
// no algorithm means any. Hashes of what it is distributed as count.
func digests(algs ...string) check {
	return func(s *subject, id sbom.ID) status {
		n := s.doc.Node(id)
		st := best(hashed(n.Hashes, algs), referenced(n, algs, "distribution", "distribution-intake"), declared(n, fieldHash))
		for _, file := range s.artifacts[id] {
			st = best(st, hashed(s.doc.Node(file).Hashes, algs))
		}
		return st
	}
}

func hashed(list []sbom.Hash, algs []string) status {
	st := missing
	for _, h := range list {
		switch {
		case text(h.Value) != present:
			st = best(st, text(h.Value))
		case len(algs) == 0:
			return present
		default:
			for _, a := range algs {
				if h.Alg == a {
					return present
				}
			}
			st = best(st, unusable)
		}
	}
	return st
}

// referenced answers for the hashes in references of the types.
func referenced(n *sbom.Node, algs []string, types ...string) status {
	st := missing
	for i := range n.References {
		if r := &n.References[i]; r.Detail != nil && oneOf(r.Type, types) {
			st = best(st, hashed(r.Detail.Hashes, algs))
		}
	}
	return st
}

// leads answers for a reference of one of the types with an address.
func leads(n *sbom.Node, types ...string) status {
	st := missing
	for i := range n.References {
		if r := &n.References[i]; oneOf(r.Type, types) {
			st = best(st, text(r.URL))
		}
	}
	return st
}

func oneOf(s string, list []string) bool {
	for _, l := range list {
		if s == l {
			return true
		}
	}
	return false
}

// license answers for a licence of whatever kind and form.
func license(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	st := best(declared(n, fieldLicense), unsaid(n, sbom.UnknownDeclared|sbom.UnknownConcluded))
	for _, l := range n.Licenses {
		st = best(st, text(l))
	}
	return st
}

// distributionLicense answers for a concluded licence in the form of an
// expression; with a licence of another kind or form it is unusable.
func distributionLicense(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	if st := best(expressions(n.ConcludedLicenses()), unsaid(n, sbom.UnknownConcluded)); st != missing {
		return st
	}
	if license(s, id) == present {
		return unusable
	}
	return license(s, id)
}

func originalLicense(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	return best(expressions(n.DeclaredLicenses()), unsaid(n, sbom.UnknownDeclared))
}

func concludedLicense(s *subject, id sbom.ID) status {
	st := unsaid(s.doc.Node(id), sbom.UnknownConcluded)
	for _, l := range s.doc.Node(id).ConcludedLicenses() {
		st = best(st, text(l))
	}
	return st
}

func copyright(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	return best(text(n.Copyright), unsaid(n, sbom.UnknownCopyright))
}

// dependency answers for a component that is joined to the others: one
// depends on the other or contains it, or it says how complete its own
// dependencies are, which is how a leaf without dependencies is told from an
// omission. A document with one component has nothing to join.
func dependency(s *subject, id sbom.ID) status {
	if s.related[id] {
		return present
	}
	if len(s.components) == 1 {
		return notApplicable
	}
	return best(completeness(s, id), declared(s.doc.Node(id), fieldDependency))
}

// completeness answers for a statement how complete the dependencies or the
// parts of the component are; "unknown" is a statement too. What the document
// says of its inventory as a whole holds for the described component.
func completeness(s *subject, id sbom.ID) status {
	if id == sbom.None {
		return missing
	}
	n := s.doc.Node(id)
	if n.Completeness != sbom.CompletenessUnstated || n.Assembly != sbom.CompletenessUnstated ||
		id == s.doc.Root && s.doc.Completeness != sbom.CompletenessUnstated {
		return present
	}
	return missing
}

// property answers for a property of the BSI taxonomy; allowed lists its
// values, none for any.
func property(name string, allowed ...string) check {
	return func(s *subject, id sbom.ID) status {
		n := s.doc.Node(id)
		if n.More == nil {
			return missing
		}
		st := missing
		for _, p := range n.More.Properties {
			switch {
			case p.Name != name:
			case len(allowed) == 0 || oneOf(p.Value, allowed):
				st = best(st, text(p.Value))
			default:
				st = best(st, unusable)
			}
		}
		return st
	}
}

// fileName answers for the name of the file that the component is.
func fileName(s *subject, id sbom.ID) status {
	st := property("bsi:component:filename")(s, id)
	for _, file := range s.artifacts[id] {
		st = best(st, text(s.doc.Node(file).Name))
	}
	return st
}

// fileProperty answers for a property of the file that the component is. In
// SPDX 3 it is among the purposes of the file: one of the words says yes; where
// silent is set, none of them says no.
func fileProperty(name string, allowed []string, silent bool, words ...string) check {
	stated := property(name, allowed...)
	return func(s *subject, id sbom.ID) status {
		st := stated(s, id)
		if s.dialect != SPDX3 {
			return st
		}
		for _, file := range s.artifacts[id] {
			n := s.doc.Node(file)
			if silent || oneOf(n.Type, words) {
				return present
			}
			if n.More == nil {
				continue
			}
			for _, p := range n.More.Purposes {
				if oneOf(p, words) {
					return present
				}
			}
		}
		return st
	}
}

func sourceURI(s *subject, id sbom.ID) status {
	st := leads(s.doc.Node(id), "source-distribution", "vcs")
	for _, source := range s.sources[id] {
		n := s.doc.Node(source)
		st = best(st, text(n.DownloadURL))
		for i := range n.References {
			st = best(st, text(n.References[i].URL))
		}
	}
	return st
}

func deployableURI(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	return best(text(n.DownloadURL), leads(n, "distribution", "distribution-intake"), unsaid(n, sbom.UnknownDownload))
}

func sourceHash(s *subject, id sbom.ID) status {
	st := referenced(s.doc.Node(id), nil, "source-distribution")
	for _, source := range s.sources[id] {
		st = best(st, hashed(s.doc.Node(source).Hashes, nil))
	}
	return st
}

// securityTxt answers for the address of a security.txt. SPDX 3 has no type of
// reference for it alone.
func securityTxt(s *subject, id sbom.ID) status {
	n := s.doc.Node(id)
	st := leads(n, "rfc-9116")
	for i := range n.References {
		if r := &n.References[i]; r.Type == "security-other" && strings.HasSuffix(r.URL, "security.txt") {
			return present
		}
	}
	return st
}
