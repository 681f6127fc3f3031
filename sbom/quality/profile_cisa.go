// SPDX-License-Identifier: Apache-2.0

package quality

// cisa2025 is the draft for public comment that the final list of 2026
// replaced; grades by it stay comparable with older ones.
func cisa2025() Profile {
	const fields = "Data Fields"
	return Profile{
		Name: "cisa-2025", Version: 1,
		Source: Source{
			Title: "2025 Minimum Elements for a Software Bill of Materials (SBOM), public comment draft", Publisher: "CISA",
			Date: "2025-08-22", URL: "https://www.cisa.gov/sites/default/files/2025-08/2025_CISA_SBOM_Minimum_Elements.pdf",
			Status: "draft", Provenance: Secondary,
		},
		Summary: "Eleven data fields; hash, license, tool and generation context are new, and an identifier is a must. Replaced by the list of 2026.",
		Rules: []Rule{
			{ID: "author", Title: "author of the SBOM", Level: Required, Scope: OfDocument, Section: fields,
				Where: atResponsible(), check: responsible, Note: "a person or an organization; the tool is a field of its own"},
			{ID: "timestamp", Title: "time at which the SBOM was put together", Level: Required, Scope: OfDocument, Section: fields,
				Where: atTimestamp(), check: timestamp},
			{ID: "tool", Title: "name of the tool that made the SBOM", Level: Required, Scope: OfDocument, Section: fields,
				Where: atTool(), check: tool},
			{ID: "context", Title: "generation context (before, during or after the build)", Level: Required, Scope: OfDocument, Section: fields,
				Where: atContext(), check: context},
			{ID: "producer", Title: "software producer", Level: Required, Scope: OfComponent, Section: fields,
				Where: atProducer(), Exempt: notPackages(), check: supplier},
			{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: fields,
				Where: atName(), check: name},
			{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: fields,
				Where: atVersion(), Exempt: append(notPackages(), "external"), check: version,
				Note: "a file without a version may have its date instead"},
			{ID: "identifier", Title: "software identifier", Level: Required, Scope: OfComponent, Section: fields,
				Where: atIdentifier(), Exempt: notPackages(), check: identifiers, Note: "at least one"},
			{ID: "hash", Title: "component hash", Level: Required, Scope: OfComponent, Section: fields,
				Where: atHash(), Exempt: notFiles(), check: digests()},
			{ID: "license", Title: "license", Level: Required, Scope: OfComponent, Section: fields, UnknownCounts: true,
				Where: atLicense(), Exempt: []string{"external", "cryptographic-asset", "device"}, check: license,
				Note: "an author who does not know it is to say that it is unknown"},
			{ID: "dependency", Title: "dependency relationship", Level: Required, Scope: OfRelationship, Section: fields,
				Where: atDependency(), Exempt: notPackages(), check: dependency},
			{ID: "known-unknowns", Title: "completeness of the dependencies", Level: Conditional, Scope: OfRelationship,
				Section: "Practices and Processes, Known Unknowns", Where: atCompleteness(), Exempt: notPackages(), check: completeness},
		},
		NotChecked: []string{"coverage", "frequency", "distribution and delivery", "accommodation of updates",
			"whether what is missing is unknown or withheld"},
	}
}

// cisa2026 is the final list, version 2.1, by CISA and partners in other
// countries. A hash is one field here: no format has the value without the
// algorithm.
func cisa2026() Profile {
	const metadata, component = "Appendix A, SBOM Metadata", "Appendix A, Component Data"
	return Profile{
		Name: "cisa-2026", Version: 1,
		Source: Source{
			Title: "2026 Minimum Elements for a Software Bill of Materials (SBOM), version 2.1", Publisher: "CISA and partners",
			Date: "2026-07-29", URL: "https://www.cisa.gov/sites/default/files/2026-07/2026_cisa_sbom_minimum_elements_508c.pdf",
			Status: "guidance", Provenance: Secondary,
		},
		Summary: "Seventeen data fields; replaces the lists of 2021 and 2025. What is unknown is to be said to be unknown.",
		Rules: []Rule{
			{ID: "author", Title: "SBOM author", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atResponsible(), check: responsible, Note: "the entity that operates the tool, not the tool"},
			{ID: "format-version", Title: "version of the data format", Level: Required, Scope: OfDocument, Section: metadata,
				Where: at("specVersion", "spdxVersion", "CreationInfo.specVersion"), check: formatVersion},
			{ID: "context", Title: "generation context", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atContext(), check: context},
			{ID: "timestamp", Title: "time of the last change of the SBOM", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atTimestamp(), check: timestamp},
			{ID: "tool", Title: "name of the tool that made the SBOM", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atTool(), check: tool},
			{ID: "tool-version", Title: "version of the tool that made the SBOM", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atTool(), check: toolVersion},
			{ID: "sbom-version", Title: "identity of this version of the SBOM", Level: Required, Scope: OfDocument, Section: metadata,
				Where: atIdentity(), check: identity, Note: "the serial number or namespace is the part of it that every format has"},
			{ID: "producer", Title: "component producer", Level: Required, Scope: OfComponent, Section: component, UnknownCounts: true,
				Where: atProducer(), Exempt: notPackages(), check: supplier,
				Note: "a supplier alone counts: SPDX states an originator only where it is somebody else"},
			{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: component,
				Where: atName(), check: name},
			{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: component, UnknownCounts: true,
				Where: atVersion(), Exempt: append(notPackages(), "external"), check: version},
			{ID: "identifier", Title: "component identifier", Level: Required, Scope: OfComponent, Section: component, UnknownCounts: true,
				Where: atIdentifier(), Exempt: notPackages(), check: identifiers},
			{ID: "hash", Title: "component hash with its algorithm", Level: Required, Scope: OfComponent, Section: component, UnknownCounts: true,
				Where: atHash(), Exempt: notFiles(), check: digests()},
			{ID: "license", Title: "component license", Level: Required, Scope: OfComponent, Section: component, UnknownCounts: true,
				Where: atLicense(), Exempt: []string{"external", "cryptographic-asset", "device"}, check: license},
			{ID: "dependency", Title: "component dependency relationship", Level: Required, Scope: OfRelationship, Section: component, UnknownCounts: true,
				Where: atDependency(), Exempt: notPackages(), check: dependency},
		},
		NotChecked: []string{"SBOM author signature", "SBOM data format name (given by being read)", "coverage", "frequency",
			"distribution and delivery", "accommodation of updates"},
	}
}
