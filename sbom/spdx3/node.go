// SPDX-License-Identifier: Apache-2.0

package spdx3

import (
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/scan"
)

// node makes a node of a package, file, model or data set.
func (r *reader) node(it *item, p prop) {
	id := r.NewNode()
	n := r.Node(id)
	n.Kind, n.Line = kinds[it.class], it.line
	r.locate(n, it, p, id)
	if r.enter(it, int(id)) {
		r.Bind(it.ref, id)
		if it.alias != scan.NoRef {
			r.Bind(it.alias, id)
		}
	}
	n.Ref, n.Name, n.Version = it.id, it.str(propName), stated(it.str(propVersion))
	n.DownloadURL, n.Copyright = stated(it.str(propDownload)), stated(it.str(propCopyright))
	n.Description = joined(it.str(propSummary), it.str(propDescription))
	n.Type = r.purpose(it)
	n.Hashes, n.References = it.hashes, it.references
	if url := stated(it.str(propHomePage)); url != "" {
		n.References = r.refs.Append(n.References, sbom.ExternalReference{Type: "website", URL: url})
	}
	if purl := it.str(propPURL); purl != "" {
		r.AddPURL(n, purl, it.line)
	}
	for _, x := range it.identifiers {
		r.name(n, x)
	}
	r.codes(n, it.codes)
	r.describe(n, it)
	r.owners(it, id)
	if n.Name == "" {
		r.NoteFrom(it.line, diag.Warning, "spdx3/name", "give the element its name", "the element has no name")
	}
	if it.class == classArtifact {
		r.NoteFrom(it.line, diag.Warning, "spdx3/abstract-type", "write software_Package or software_File",
			"%q is an artifact that is not said to be a package or a file; it is listed with the files", n.Name)
	}
}

var kinds = map[class]sbom.Kind{
	classPackage: sbom.KindComponent, classFile: sbom.KindFile, classArtifact: sbom.KindFile,
	classModel: sbom.KindArtifact, classDataset: sbom.KindArtifact,
}

// locate says where the node stands. A package that stands in rootElement is
// what the document describes and is not among what its graph lists, as
// metadata.component in CycloneDX.
func (r *reader) locate(n *sbom.Node, it *item, p prop, id sbom.ID) {
	n.List, n.Index = r.list, r.place
	switch {
	case it.inside:
		n.List = sbom.ListInline
		r.Details(n).Pointer = r.Pointer()
		if p == propRootElement && it.class == classPackage && r.Doc.Root == sbom.None {
			n.Kind, r.Doc.Root = sbom.KindRoot, id
		}
	case r.place == whole:
		n.List, n.Index = sbom.ListWhole, 0
	}
}

// describe keeps what few nodes have.
func (r *reader) describe(n *sbom.Node, it *item) {
	if s := it.str(propComment); s != "" {
		r.Details(n).Comment = s
	}
	if s := stated(it.str(propSourceInfo)); s != "" {
		r.Details(n).SourceInfo = s
	}
	if s := r.time(it, propBuilt); s != "" {
		r.Details(n).BuiltAt = s
	}
	if s := r.time(it, propRelease); s != "" {
		r.Details(n).ReleasedAt = s
	}
	if s := r.time(it, propValidUntil); s != "" {
		r.Details(n).ValidUntil = s
	}
	for _, s := range it.list(propSupport) {
		r.Details(n).SupportLevels = append(n.More.SupportLevels, value(s))
	}
	for _, s := range it.list(propAdditionalPurpose) {
		r.Details(n).Purposes = append(n.More.Purposes, dashed(value(s)))
	}
	if it.class == classModel {
		r.Details(n).Model = &sbom.Model{Architecture: strings.Join(it.list(propModelType), ", ")}
	}
}

// time returns a date, which is kept as stated.
func (r *reader) time(it *item, p prop) string {
	t := it.str(p)
	if t != "" && !scan.TimeValid(t) {
		r.NoteFrom(it.line, diag.Warning, "sbom/timestamp", "write an RFC 3339 time such as 2026-03-01T12:00:00Z", "%q is no date and time; it is kept as stated", t)
	}
	return t
}

// stated is the text, "" where it says that nothing is said.
func stated(s string) string {
	if s == "" {
		return ""
	}
	if _, ok := individual(s); ok {
		return ""
	}
	return s
}

// joined puts a summary before a description that does not repeat it.
func joined(summary, description string) string {
	switch {
	case summary == "" || strings.Contains(description, summary):
		return description
	case description == "" || strings.Contains(summary, description):
		return summary
	}
	return summary + "\n\n" + description
}

// purposes are the values of SoftwarePurpose in SPDX 3.0.1.
var purposes = strings.Fields(`application archive bom configuration container data device deviceDriver diskImage documentation evidence
executable file filesystemImage firmware framework install library manifest model module operatingSystem other patch platform requirement
source specification test`)

// purpose returns the type of a node: its purpose, in the spelling that
// CycloneDX and SPDX 2 have.
func (r *reader) purpose(it *item) string {
	switch it.class {
	case classModel:
		return "machine-learning-model"
	case classDataset:
		return "data"
	}
	p := value(it.str(propPurpose))
	if p == "" {
		return ""
	}
	if !slices.Contains(purposes, p) {
		r.NoteFrom(it.line, diag.Warning, "spdx3/purpose", "use a value of the specification", "%q is no SoftwarePurpose; it is kept as stated", p)
		return strings.ToLower(p)
	}
	return dashed(p)
}

// name keeps an identifier where the model has its kind.
func (r *reader) name(n *sbom.Node, x identifier) {
	switch x.scheme {
	case "packageUrl", "packageURL", "purl":
		r.AddPURL(n, x.value, x.line)
	case "cpe22", "cpe23", "cpe22Type", "cpe23Type":
		r.AddCPE(n, x.value, x.line)
	default:
		d := r.Details(n)
		d.Identifiers = append(d.Identifiers, sbom.Identifier{Scheme: x.scheme, Value: x.value})
	}
}

// codes are digests over the digests of a package's files, which are none of
// the package. Those of a file, which a generator writes, are its digests.
func (r *reader) codes(n *sbom.Node, codes []sbom.Hash) {
	for _, h := range codes {
		if n.Kind == sbom.KindFile {
			n.Hashes = r.hashes.Append(n.Hashes, h)
			r.tally(tallyOldName, "PackageVerificationCode of a file", "Hash")
		} else {
			r.tally(tallyNotKept, "PackageVerificationCode", "")
		}
	}
}

// owned says that a node has a supplier, an originator, or a part, that is
// known by its reference.
type owned struct {
	node      sbom.ID
	from, ref scan.Ref
	prop      prop
	at        use
}

// ownerProps are the properties of nodes that are looked up at the end.
var ownerProps = []prop{propSuppliedBy, propOriginatedBy, propVerifiedUsing, propExternalIdentifier, propExternalRef, propContentIdentifier}

func (r *reader) owners(it *item, id sbom.ID) {
	for _, p := range ownerProps {
		for i, ref := range it.to(p) {
			if ref != scan.NoRef {
				r.owned = append(r.owned, owned{id, it.ref, ref, p, r.used(it, p, i)})
			}
		}
	}
}
