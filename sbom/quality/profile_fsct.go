// SPDX-License-Identifier: Apache-2.0

package quality

import "github.com/kedja/kedja/sbom"

// fsct is the third edition of Framing Software Component Transparency with
// its three levels: minimum expected is required here. Sections are those of
// its table of contents. Attributes without levels are a minimum expectation
// (section 2.2).
func fsct() Profile {
	return Profile{
		Name: "fsct-3", Version: 1,
		Source: Source{
			Title: "Framing Software Component Transparency, third edition", Publisher: "CISA community working group", Date: "2024-09-03",
			URL:    "https://www.cisa.gov/resources-tools/resources/framing-software-component-transparency-2024",
			Status: "guidance", Provenance: Secondary,
		},
		Summary: "Baseline attributes at three levels. Saying that something is unknown is better than silence; completeness is said of the primary component and what it directly depends on.",
		Rules:   append(fsctMinimum(), fsctBeyond()...),
		NotChecked: []string{"recommended: as many global identifiers as there are (2.2.2.4)", "aspirational: texts and attestation of concluded licences (2.2.2.7)",
			"redacted components (2.3.2)"},
	}
}

func fsctMinimum() []Rule {
	return []Rule{
		{ID: "author", Title: "author of the SBOM", Level: Required, Scope: OfDocument, Section: "2.2.1.1",
			Where: atResponsible(), check: responsible, Note: "the entity that prompted the creation, not the tool"},
		{ID: "timestamp", Title: "time at which the SBOM was made", Level: Required, Scope: OfDocument, Section: "2.2.1.2",
			Where: atTimestamp(), check: timestamp},
		{ID: "primary", Title: "primary component", Level: Required, Scope: OfDocument, Section: "2.2.1.4", Where: atRoot(), check: root},
		{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: "2.2.2.1", Where: atName(), check: name},
		{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: "2.2.2.2",
			Where: atVersion(), Exempt: append(notPackages(), "external"), check: version},
		{ID: "supplier", Title: "supplier name", Level: Required, Scope: OfComponent, Section: "2.2.2.3", UnknownCounts: true,
			Where: atSupplier(), Exempt: notPackages(), check: supplier, Note: "may be declared unknown"},
		{ID: "identifier", Title: "unique identifier", Level: Required, Scope: OfComponent, Section: "2.2.2.4",
			Where: atIdentifier(), Exempt: notPackages(), check: identifiers},
		{ID: "hash", Title: "cryptographic hash", Level: Required, Scope: OfComponent, Section: "2.2.2.5", UnknownCounts: true,
			Where: atHash(), Exempt: notFiles(), check: digests(), Note: "to be declared unknown where none can be had"},
		{ID: "relationship", Title: "relationship to the other components", Level: Required, Scope: OfPrimary, Section: "2.2.2.6",
			Where: atDependency(), Exempt: notPackages(), check: ofNode(dependency)},
		{ID: "completeness", Title: "completeness of the relationships", Level: Required, Scope: OfPrimary, Section: "2.2.2.6.4",
			Where: atCompleteness(), Exempt: notPackages(), check: completeness, Note: "of the primary component and its direct dependencies"},
		{ID: "primary-license", Title: "license of the primary component", Level: Required, Scope: OfDocument, Section: "2.2.2.7",
			Where: atPrimary(atLicense()), check: ofRoot(license)},
		{ID: "primary-copyright", Title: "copyright notice of the primary component", Level: Required, Scope: OfDocument, Section: "2.2.2.8",
			Where: atPrimary(atCopyright()), check: ofRoot(copyright)},
	}
}

func fsctBeyond() []Rule {
	noLicense := []string{"external", "cryptographic-asset", "device"}
	return []Rule{
		{ID: "tool-version", Title: "tool that made the SBOM, with its version", Level: Recommended, Scope: OfDocument, Section: "2.2.1.1",
			Where: atTool(), check: toolVersion},
		{ID: "primary-hash", Title: "SHA-2 hash of the primary component", Level: Recommended, Scope: OfDocument, Section: "2.2.2.5",
			Where: atPrimary(atHash()), check: ofRoot(digests("SHA-224", "SHA-256", "SHA-384", "SHA-512", "SHA-512/256"))},
		{ID: "license", Title: "license", Level: Recommended, Scope: OfComponent, Section: "2.2.2.7",
			Where: atLicense(), Exempt: noLicense, check: license, Note: "of as many components as possible"},
		{ID: "copyright", Title: "copyright notice", Level: Recommended, Scope: OfComponent, Section: "2.2.2.8",
			Where: atCopyright(), Exempt: noLicense, check: copyright, Note: "of as many components as possible"},
		{ID: "context", Title: "type of the SBOM", Level: Aspirational, Scope: OfDocument, Section: "2.2.1.3",
			Where: atContext(), check: context, Note: "the phase in which it was made"},
		{ID: "all-licenses", Title: "concluded license of every component", Level: Aspirational, Scope: OfDocument, Section: "2.2.2.7",
			Where: at("1.6 components[].licenses[] with acknowledgement concluded", "packages[].licenseConcluded", "Relationship hasConcludedLicense"),
			check: ofAll(concludedLicense, noLicense...)},
		{ID: "all-copyrights", Title: "copyright notice of every component", Level: Aspirational, Scope: OfDocument, Section: "2.2.2.8",
			Where: atCopyright(), check: ofAll(copyright, noLicense...)},
	}
}

// atPrimary turns the places of a component into those of the primary one,
// which CycloneDX keeps apart.
func atPrimary(list []Where) []Where {
	for i := range list {
		if list[i].Dialect == CycloneDX {
			list[i].Path = "metadata.component" + list[i].Path[len("components[]"):]
			list[i].Since = "1.2"
		}
	}
	return list
}

// ofNode makes a check of a component answer missing where the document names
// no primary component.
func ofNode(c check) check {
	return func(s *subject, id sbom.ID) status {
		if id == sbom.None {
			return missing
		}
		return c(s, id)
	}
}
