// SPDX-License-Identifier: Apache-2.0

package spdx

import (
	"strings"

	"github.com/spdx/tools-golang/spdx/v2/common"
	v23 "github.com/spdx/tools-golang/spdx/v2/v2_3"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/internal/loss"
)

// names writes what the package is known by.
func (w *encoder) names(id sbom.ID, n *sbom.Node) []*v23.PackageExternalReference {
	var out []*v23.PackageExternalReference
	add := func(category, kind, locator string) {
		out = append(out, &v23.PackageExternalReference{Category: category, RefType: kind, Locator: w.locator(id, locator)})
	}
	for _, p := range n.PURLs {
		add(common.CategoryPackageManager, common.TypePackageManagerPURL, p)
	}
	for _, c := range n.CPEs {
		if strings.HasPrefix(c, "cpe:/") {
			add(common.CategorySecurity, common.TypeSecurityCPE22Type, c)
		} else {
			add(common.CategorySecurity, common.TypeSecurityCPE23Type, c)
		}
	}
	if n.More == nil {
		return out
	}
	for _, x := range n.More.Identifiers {
		switch x.Scheme {
		case "swid":
			add(common.CategorySecurity, common.TypeSecuritySwid, x.Value)
		case "swhid", "swh":
			add(common.CategoryPersistentId, common.TypePersistentIdSwh, x.Value)
		case "gitoid", "omnibor", "omniborId":
			add(common.CategoryPersistentId, common.TypePersistentIdGitoid, x.Value)
		case "maven-central", "npm", "nuget", "bower":
			add(common.CategoryPackageManager, x.Scheme, x.Value)
		default:
			w.log.Lost(id, "other identifiers of components", "")
		}
	}
	return out
}

// locator returns the text without the spaces that SPDX forbids there.
func (w *encoder) locator(at sbom.ID, s string) string {
	if !strings.ContainsAny(s, " \t\r\n") {
		return s
	}
	w.log.Changed(at, "addresses and identifiers with spaces", "SPDX forbids them; %20 stands for each")
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), "%20")
}

// references writes what else leads to something about the package: its
// website, its advisories, and of category OTHER whatever SPDX has no type
// for.
func (w *encoder) references(id sbom.ID, n *sbom.Node, p *v23.Package) {
	for _, r := range n.References {
		x := &v23.PackageExternalReference{Category: common.CategoryOther, RefType: loss.Slug(r.Type, longestSlug), Locator: w.locator(id, r.URL)}
		if r.Detail != nil {
			x.ExternalRefComment = r.Detail.Comment
			if len(r.Detail.Hashes) > 0 {
				w.log.Lost(id, "hashes of external references", "")
			}
		}
		switch {
		case x.Locator == "":
			w.log.Lost(id, "external references without an address", "SPDX demands one")
			continue
		case r.Type == "distribution" && r.URL == n.DownloadURL:
			continue // it is the download location
		case r.Type == "website" && p.PackageHomePage == "" && x.ExternalRefComment == "" && !unstated([]byte(r.URL)):
			p.PackageHomePage = r.URL
			continue
		case r.Type == "advisories":
			x.Category, x.RefType = common.CategorySecurity, common.TypeSecurityAdvisory
		case x.RefType == "":
			x.RefType = "other"
		}
		p.PackageExternalReferences = append(p.PackageExternalReferences, x)
	}
	p.PackageExternalReferences = append(p.PackageExternalReferences, w.advisories[id]...)
}

func (w *encoder) checksums(at sbom.ID, list []sbom.Hash) []common.Checksum {
	var out []common.Checksum
	for _, h := range list {
		alg := h.Alg
		switch {
		case strings.HasPrefix(alg, "Streebog"):
			w.log.Lost(at, "hashes", "SPDX 2 does not have the algorithm")
			continue
		case strings.HasPrefix(alg, "SHA-"):
			alg = "SHA" + alg[len("SHA-"):]
		}
		out = append(out, common.Checksum{Algorithm: common.ChecksumAlgorithm(alg), Value: strings.ToLower(h.Value)})
	}
	return out
}
