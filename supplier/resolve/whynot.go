// SPDX-License-Identifier: Apache-2.0

package resolve

import (
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/supplier"
)

// whyNot says why a part has no party, in words that hold for many parts.
func whyNot(n *sbom.Node) string {
	return stated(n) + "; " + packageURL(n)
}

func stated(n *sbom.Node) string {
	names := []string{n.Publisher}
	for _, p := range []*sbom.Party{n.Supplier, n.Provider, n.Manufacturer, n.Originator} {
		if p != nil {
			names = append(names, p.Name)
		}
	}
	for _, p := range n.Authors {
		names = append(names, p.Name)
	}
	said, means := false, false
	for _, name := range names {
		said = said || name != ""
		means = means || supplier.FoldName(name) != ""
	}
	switch {
	case means:
		return "the only supplier named is the tool that wrote the SBOM"
	case said:
		return "the supplier is NOASSERTION or the like"
	}
	return "no supplier is stated"
}

func packageURL(n *sbom.Node) string {
	if len(n.PURLs) == 0 {
		return "no package URL either"
	}
	for _, s := range n.PURLs {
		if u, ok := supplier.ParsePURL(s); ok {
			return "a package URL of type " + u.Type + " without a namespace that tells whose it is"
		}
	}
	return "what it states as package URL is none"
}
