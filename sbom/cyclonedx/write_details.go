// SPDX-License-Identifier: Apache-2.0

package cyclonedx

import (
	"slices"

	cdx "github.com/CycloneDX/cyclonedx-go"

	"github.com/kedja/kedja/sbom"
)

// details writes what only some components have.
func (w *encoder) details(id sbom.ID, n *sbom.Node, c *cdx.Component, props *[]cdx.Property) {
	d := n.More
	if d == nil {
		return
	}
	for _, p := range d.Properties {
		*props = append(*props, cdx.Property{Name: p.Name, Value: p.Value})
	}
	if c.Pedigree = w.pedigree(id, d.Pedigree); d.Pedigree != nil {
		c.Modified = tristate(d.Pedigree.Modified)
	}
	c.Evidence = w.evidence(id, d.Evidence)
	c.CryptoProperties = w.crypto(id, d.Crypto)
	c.ModelCard = w.modelCard(d.Model)
	for _, p := range []struct{ what, name, value string }{
		{"notes on where components come from", "kedja:sourceInfo", d.SourceInfo},
		{"comments on components", "kedja:comment", d.Comment},
		{"release dates of components", "kedja:releaseDate", d.ReleasedAt},
		{"build dates of components", "kedja:builtDate", d.BuiltAt},
		{"ends of support of components", "kedja:validUntilDate", d.ValidUntil},
	} {
		if p.value != "" {
			w.property(props, id, p.what, p.name, p.value)
		}
	}
	for _, l := range d.SupportLevels {
		w.property(props, id, "levels of support", "kedja:supportLevel", l)
	}
	for _, p := range d.Purposes {
		w.property(props, id, "second and further purposes of components", "kedja:purpose", p)
	}
	if d.Service != nil {
		w.log.Lost(id, "facts of services on components", "")
	}
}

func (w *encoder) pedigree(id sbom.ID, p *sbom.Pedigree) *cdx.Pedigree {
	if p == nil {
		return nil
	}
	out := &cdx.Pedigree{
		Ancestors: some(relatives(p.Ancestors)), Descendants: some(relatives(p.Descendants)), Variants: some(relatives(p.Variants)),
		Notes: p.Notes,
	}
	var commits []cdx.Commit
	for _, c := range p.Commits {
		commits = append(commits, cdx.Commit{UID: c.UID, URL: w.address(id, c.URL)})
	}
	out.Commits = some(commits)
	if p.Patches > 0 {
		w.log.Lost(id, "lists of patches", "only their number is known")
	}
	if *out == (cdx.Pedigree{}) {
		return nil
	}
	return out
}

func relatives(list []sbom.Relative) []cdx.Component {
	var out []cdx.Component
	for _, r := range list {
		out = append(out, cdx.Component{
			Type: cdx.ComponentTypeLibrary, Group: r.Group, Name: r.Name, Version: r.Version, PackageURL: r.PURL,
		})
	}
	return out
}

var (
	evidenceFields = []string{"group", "name", "version", "purl", "cpe", "omniborId", "swhid", "swid", "hash"}
	techniques     = []string{"source-code-analysis", "binary-analysis", "manifest-analysis", "ast-fingerprint", "hash-comparison",
		"instrumentation", "dynamic-analysis", "filename", "attestation", "other"}
)

// evidence writes how the producer knows of the component. A method must have
// a confidence of its own, of which the model knows the whole's.
func (w *encoder) evidence(id sbom.ID, list []sbom.Evidence) *cdx.Evidence {
	var out []cdx.EvidenceIdentity
	for _, e := range list {
		if !slices.Contains(evidenceFields, e.Field) {
			w.log.Lost(id, "evidence of fields", w.target()+" has evidence of other fields")
			continue
		}
		identity := cdx.EvidenceIdentity{Field: cdx.EvidenceIdentityFieldType(e.Field)}
		confidence := float32(min(max(e.Confidence, 0), 1))
		if e.Confidence >= 0 {
			identity.Confidence = &confidence
		}
		var methods []cdx.EvidenceIdentityMethod
		for _, m := range e.Methods {
			if !slices.Contains(techniques, m) {
				w.log.Lost(id, "methods of evidence", w.target()+" does not have them")
				continue
			}
			w.log.Invented(id, "confidences of methods of evidence", "it is that of the evidence as a whole")
			methods = append(methods, cdx.EvidenceIdentityMethod{Technique: cdx.EvidenceIdentityTechnique(m), Confidence: &confidence})
		}
		identity.Methods = some(methods)
		out = append(out, identity)
	}
	if len(out) == 0 {
		return nil
	}
	return &cdx.Evidence{Identity: &cdx.EvidenceIdentityChoice{Identities: &out}}
}

func (w *encoder) modelCard(m *sbom.Model) *cdx.MLModelCard {
	if m == nil {
		return nil
	}
	p := &cdx.MLModelParameters{Task: m.Task, ModelArchitecture: m.Architecture}
	var data []cdx.MLDatasetChoice
	for _, name := range m.Datasets {
		if w.taken[name] {
			data = append(data, cdx.MLDatasetChoice{Ref: name})
		} else {
			data = append(data, cdx.MLDatasetChoice{ComponentData: &cdx.ComponentData{Type: cdx.ComponentDataTypeDataset, Name: name}})
		}
	}
	p.Datasets = some(data)
	if *p == (cdx.MLModelParameters{}) {
		return &cdx.MLModelCard{}
	}
	return &cdx.MLModelCard{ModelParameters: p}
}
