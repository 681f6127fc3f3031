// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"net/url"
	"slices"
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
)

func (w *encoder) pkg(id sbom.ID, n *sbom.Node) *v23.Package {
	p := &v23.Package{
		PackageSPDXIdentifier: w.ids[id], PackageName: w.nodeName(id, n), PackageVersion: n.Version,
		PackageDownloadLocation: noAssertion, PackageChecksums: w.checksums(id, n.Hashes),
		PackageCopyrightText: n.Copyright, PackageDescription: n.Description,
		PrimaryPackagePurpose: w.purposeOf(id, n), Annotations: w.remark[id],
	}
	if n.Kind == sbom.KindFile {
		w.log.Changed(id, "files", "SPDX demands the SHA-1 of a file; without one they are packages")
	}
	if n.DownloadURL != "" {
		p.PackageDownloadLocation = n.DownloadURL
	}
	p.PackageSupplier, p.PackageOriginator = w.makers(id, n)
	p.PackageLicenseDeclared, p.PackageLicenseConcluded = w.licenses(id, n)
	unknown(n, p)
	p.PackageExternalReferences = w.names(id, n)
	w.references(id, n, p)
	w.details(id, n, p)
	w.verify(id, p)
	if n.Group != "" && !inPURL(n) {
		w.log.Lost(id, "groups of components", "SPDX 2 has them in package URLs")
	}
	if len(n.Origins) > 0 {
		w.log.Lost(id, "places of manufacture", "")
	}
	if n.External {
		w.log.Lost(id, "marks of components that are described elsewhere", "")
	}
	w.scopeOf(id, n)
	return p
}

// unknown writes what is stated not to be known.
func unknown(n *sbom.Node, p *v23.Package) {
	has := func(field sbom.Unknown) bool { return n.Unknown&field != 0 }
	if has(sbom.UnknownSupplier) && p.PackageSupplier == nil {
		p.PackageSupplier = &common.Supplier{Supplier: noAssertion}
	}
	if has(sbom.UnknownOriginator) && p.PackageOriginator == nil {
		p.PackageOriginator = &common.Originator{Originator: noAssertion}
	}
	for _, f := range []struct {
		field sbom.Unknown
		text  *string
	}{
		{sbom.UnknownVersion, &p.PackageVersion}, {sbom.UnknownCopyright, &p.PackageCopyrightText},
		{sbom.UnknownDeclared, &p.PackageLicenseDeclared}, {sbom.UnknownConcluded, &p.PackageLicenseConcluded},
	} {
		if has(f.field) && *f.text == "" {
			*f.text = noAssertion
		}
	}
}

// inPURL reports whether a package URL says the component's group.
func inPURL(n *sbom.Node) bool {
	for _, p := range n.PURLs {
		if plain, err := url.PathUnescape(p); err == nil && strings.Contains(plain, n.Group) {
			return true
		}
	}
	return false
}

// nodeName returns the name of an element, which SPDX demands.
func (w *encoder) nodeName(id sbom.ID, n *sbom.Node) string {
	switch {
	case n.Name != "":
		return n.Name
	case n.Ref != "":
		w.log.Invented(id, "names of elements", "it is their reference, or NOASSERTION")
		return n.Ref
	}
	w.log.Invented(id, "names of elements", "it is their reference, or NOASSERTION")
	return noAssertion
}

// purposeOf writes the type of a component as JSON has it.
func (w *encoder) purposeOf(id sbom.ID, n *sbom.Node) string {
	purpose := strings.ToUpper(n.Type)
	switch {
	case n.Kind == sbom.KindFile:
		return "FILE"
	case purpose == "":
		return ""
	case slices.Contains(purposes, purpose):
		return strings.ReplaceAll(purpose, "-", "_")
	}
	w.log.Lost(id, "types of components", "SPDX 2 has no such purpose; it is OTHER")
	return "OTHER"
}

// scopeOf notes scopes of components that no dependency carries.
func (w *encoder) scopeOf(id sbom.ID, n *sbom.Node) {
	switch {
	case n.Scope == sbom.ScopeUnstated:
	case n.Scope == sbom.ScopeRequired:
		w.log.Lost(id, "scopes of components that are required", "SPDX 2 says of dependencies which are not")
	case int(n.Scope) >= len(scoped) || scoped[n.Scope] == "" || !w.facts[id].needed:
		w.log.Lost(id, "scopes of components", "SPDX 2 has scopes of dependencies, and none for what is excluded")
	default:
		w.log.Changed(id, "scopes of components", "the dependencies on them have the scope")
	}
}

// details writes what packages have beyond their identity, and notes what
// SPDX 2 has no place for.
func (w *encoder) details(id sbom.ID, n *sbom.Node, p *v23.Package) {
	d := n.More
	if d == nil {
		return
	}
	p.PackageSourceInfo, p.PackageComment = d.SourceInfo, d.Comment
	p.ReleaseDate, p.BuiltDate, p.ValidUntilDate = w.time(id, d.ReleasedAt), w.time(id, d.BuiltAt), w.time(id, d.ValidUntil)
	for _, lost := range []struct {
		what string
		has  bool
	}{
		{"properties", len(d.Properties) > 0},
		{"pedigrees", d.Pedigree != nil},
		{"facts of services", d.Service != nil},
		{"cryptographic properties", d.Crypto != nil},
		{"facts of machine-learning models", d.Model != nil},
		{"evidence of identity", len(d.Evidence) > 0},
		{"levels of support", len(d.SupportLevels) > 0},
		{"second and further purposes of components", len(d.Purposes) > 0},
	} {
		if lost.has {
			w.log.Lost(id, lost.what, "")
		}
	}
}
