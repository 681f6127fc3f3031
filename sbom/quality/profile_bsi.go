// SPDX-License-Identifier: Apache-2.0

package quality

// atBSI is a place of the mapping in section 8.2, which knows CycloneDX from
// 1.6 and SPDX from 3.0.1 only.
func atBSI(cdx, spdx3 string) []Where { return at(cdx, "", spdx3) }

// logical lists what section 3.2.2 calls logical components, as far as the
// type tells, and what section 3.2.5 calls referenced ones: neither is a file.
func logical() []string { return append(notFiles(), "data") }

// bsi is BSI TR-03183-2. Required fields are those of sections 5.2.1 and
// 5.2.2; those of 5.2.3 and 5.2.4 are a must if they exist, 5.2.5 may be given.
func bsi() Profile {
	return Profile{
		Name: "bsi-2.1", Version: 1,
		Source: Source{
			Title: "BSI TR-03183-2, Software Bill of Materials (SBOM), version 2.1.0", Publisher: "BSI", Date: "2025-08-20",
			URL:    "https://www.bsi.bund.de/SharedDocs/Downloads/EN/BSI/Publications/TechGuidelines/TR03183/BSI-TR-03183-2_v2_1_0.pdf",
			Status: "guidance", Provenance: Primary,
		},
		Summary: "The most demanding list: contact of every creator, file name, SHA-512, properties of the file, completeness of every list of dependencies.",
		Rules:   append(append(bsiDocument(), bsiRequired()...), bsiFurther()...),
		NotChecked: []string{"that the document is valid by the schema of its format (section 4)", "that it holds what was known during the build (section 5.1)",
			"which components are outside the scope of delivery and need only be identified (section 3.2.4)",
			"recursion up to the first component outside the scope of delivery (section 5.1)", "that licence identifiers are on the lists of section 6.1",
			"effective licence in SPDX 3, which has it in the comment of a relationship"},
	}
}

func bsiDocument() []Rule {
	return []Rule{
		{ID: "format", Title: "format and version", Level: Required, Scope: OfDocument, Section: "4", check: bsiFormat,
			Remedy: "write CycloneDX 1.6 or SPDX 3.0.1 or later, as JSON or XML"},
		{ID: "no-vulnerabilities", Title: "absence of vulnerabilities", Level: Required, Scope: OfDocument, Section: "3.1", check: noVulnerabilities,
			Remedy: "give vulnerabilities in a document of their own (CSAF, VEX): an SBOM must not contain them"},
		{ID: "creator", Title: "e-mail address, else URL, of the creator of the SBOM", Level: Required, Scope: OfDocument, Section: "5.2.1",
			Where: at("1.2 metadata.manufacturer.contact[].email or url, or metadata.authors[].email", `creationInfo.creators[] ("Organization: name (email)")`,
				"CreationInfo.createdBy, externalIdentifier email"), check: responsibleContact},
		{ID: "timestamp", Title: "time of the SBOM", Level: Required, Scope: OfDocument, Section: "5.2.1", Where: atTimestamp(), check: timestamp},
		{ID: "sbom-uri", Title: "URI of the SBOM", Level: Conditional, Scope: OfDocument, Section: "5.2.3", Where: atIdentity(), check: identity},
	}
}

func bsiRequired() []Rule {
	const component, purpose = "5.2.2", "software_File.software_additionalPurpose of the hasDistributionArtifact"
	return []Rule{
		{ID: "component-creator", Title: "e-mail address, else URL, of the creator", Level: Required, Scope: OfComponent, Section: component,
			Where: at("1.6 components[].manufacturer.contact[].email or url, or authors[].email", `packages[].originator ("Organization: name (email)")`,
				"software_Package.originatedBy, externalIdentifier email"), check: creator,
			Note: "who created or maintains it; a supplier or a name without an address does not do (3.2.9)"},
		{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: component, Where: atName(), check: name},
		{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: component, Where: atVersion(), check: version,
			Note: "a file without a version has its modification date instead"},
		{ID: "filename", Title: "file name", Level: Required, Scope: OfComponent, Section: component, Exempt: logical(),
			Where: atBSI("1.3 components[].properties[] bsi:component:filename", "software_File.name of the hasDistributionArtifact"), check: fileName},
		{ID: "dependencies", Title: "dependencies on other components", Level: Required, Scope: OfRelationship, Section: component, Exempt: []string{"external"},
			Where: atDependency(), check: dependency, Note: "or a statement of completeness, which a component without dependencies has to make"},
		{ID: "completeness", Title: "completeness of the list of dependencies", Level: Required, Scope: OfRelationship, Section: component, Exempt: []string{"external"},
			Where: atCompleteness(), check: completeness, Note: "complete, incomplete and unknown are all statements"},
		{ID: "distribution-license", Title: "distribution licence as an SPDX expression", Level: Required, Scope: OfComponent, Section: component + ", 6.1",
			Exempt: []string{"external"}, check: distributionLicense,
			Where: at("1.6 components[].licenses[] with acknowledgement concluded", "packages[].licenseConcluded", "Relationship hasConcludedLicense"),
			Note:  "the concluded licence of the formats (8.1.13)"},
		{ID: "hash", Title: "SHA-512 of the deployable component", Level: Required, Scope: OfComponent, Section: component, Exempt: logical(),
			Where: at("1.3 components[].externalReferences[] distribution, hashes[] SHA-512", "packages[].checksums[] SHA512",
				"software_File.verifiedUsing[] sha512 of the hasDistributionArtifact"), check: digests("SHA-512"),
			Note: "a SHA-512 of the component itself counts too: section 8.2, which wants it in a reference, only explains"},
		{ID: "executable", Title: "executable property", Level: Required, Scope: OfComponent, Section: component, Exempt: logical(),
			Where: atBSI("1.3 components[].properties[] bsi:component:executable", purpose), check: fileProperty("bsi:component:executable", []string{"executable", "non-executable"}, true),
			Note: "SPDX 3 says no by not saying executable of the file"},
		{ID: "archive", Title: "archive property", Level: Required, Scope: OfComponent, Section: component, Exempt: logical(),
			Where: atBSI("1.3 components[].properties[] bsi:component:archive", purpose), check: fileProperty("bsi:component:archive", []string{"archive", "no archive"}, true),
			Note: "SPDX 3 says no by not saying archive of the file"},
		{ID: "structured", Title: "structured property", Level: Required, Scope: OfComponent, Section: component, Exempt: logical(),
			Where: atBSI("1.3 components[].properties[] bsi:component:structured", purpose),
			check: fileProperty("bsi:component:structured", []string{"structured", "unstructured"}, false, "container", "firmware"),
			Note:  "SPDX 3 says container for structured and firmware for unstructured"},
	}
}

func bsiFurther() []Rule {
	const must, may = "5.2.4", "5.2.5"
	return []Rule{
		{ID: "source-uri", Title: "URI of the source code", Level: Conditional, Scope: OfComponent, Section: must, Exempt: logical(), check: sourceURI,
			Where: atBSI("1.1 components[].externalReferences[] source-distribution (from 1.6) or vcs", "externalRef of the artifact that generates it")},
		{ID: "deployable-uri", Title: "URI of the deployable form", Level: Conditional, Scope: OfComponent, Section: must, Exempt: logical(), check: deployableURI,
			Where: at("1.1 components[].externalReferences[] distribution", "packages[].downloadLocation", "software_Package.software_downloadLocation")},
		{ID: "identifier", Title: "other unique identifier", Level: Conditional, Scope: OfComponent, Section: must, Where: atIdentifier(), check: identifiers},
		{ID: "original-license", Title: "original licence as an SPDX expression", Level: Conditional, Scope: OfComponent, Section: must + ", 6.1", Exempt: []string{"external"},
			Where: at("1.6 components[].licenses[] with acknowledgement declared", "packages[].licenseDeclared", "Relationship hasDeclaredLicense"), check: originalLicense},
		{ID: "effective-license", Title: "effective licence", Level: Optional, Scope: OfComponent, Section: may, Exempt: []string{"external"},
			Where: atBSI("1.3 components[].properties[] bsi:component:effectiveLicense", ""), check: property("bsi:component:effectiveLicense")},
		{ID: "source-hash", Title: "hash of the source code", Level: Optional, Scope: OfComponent, Section: may, Exempt: logical(),
			Where: atBSI("1.6 components[].externalReferences[] source-distribution, hashes[]", "verifiedUsing[] of the artifact that generates it"), check: sourceHash},
		{ID: "security-txt", Title: "URL of the security.txt", Level: Optional, Scope: OfComponent, Section: may, Exempt: []string{"external"},
			Where: atBSI("1.6 components[].externalReferences[] rfc-9116", "externalRef securityOther"), check: securityTxt},
	}
}
