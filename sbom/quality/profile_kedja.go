// SPDX-License-Identifier: Apache-2.0

package quality

// kedja is what the analysis of this project draws on: who stands behind each
// component, which package it is, what rests on it, and how much is not
// listed. Licences and hashes do not enter any measure of risk.
func kedja() Profile {
	return Profile{
		Name: "kedja", Version: 1,
		Source: Source{
			Title: "What the analysis draws on", Publisher: "kedja", Date: "2026-11-22", Status: "own", Provenance: Inferred,
		},
		Summary: "Suppliers, package URLs, versions, relations and completeness: without them concentration, reach and single points of failure are intervals.",
		Rules: []Rule{
			{ID: "root", Title: "component that the SBOM describes", Level: Required, Scope: OfDocument, Section: "reach",
				Where: atRoot(), check: root},
			{ID: "completeness", Title: "completeness of the inventory", Level: Required, Scope: OfDocument, Section: "coverage",
				Where: atCompleteness(), check: inventory, Note: "of the document, or of the described component"},
			{ID: "supplier", Title: "supplier", Level: Required, Scope: OfComponent, Section: "attribution",
				Where: atSupplier(), Exempt: append(notPackages(), "root"), check: supplier,
				Note: "who supplies the described component stands in the contract"},
			{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: "identity", Where: atName(), check: name},
			{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: "vulnerabilities",
				Where: atVersion(), Exempt: append(notPackages(), "external"), check: version},
			{ID: "purl", Title: "package URL", Level: Required, Scope: OfComponent, Section: "identity, vulnerabilities",
				Where:  at("components[].purl", "packages[].externalRefs[] purl", "software_Package.software_packageUrl"),
				Exempt: append(notPackages(), "root", "device", "firmware", "operating-system", "platform", "machine-learning-model"), check: purl},
			{ID: "relationship", Title: "relation to the other components", Level: Required, Scope: OfRelationship, Section: "reach",
				Where: atDependency(), Exempt: notPackages(), check: dependency},
			{ID: "provider", Title: "provider", Level: Required, Scope: OfService, Section: "attribution",
				Where: at("1.2 services[].provider", "", ""), check: provider},
			{ID: "references", Title: "references that lead somewhere", Level: Recommended, Scope: OfDocument, Section: "reach", check: resolved,
				Remedy: "give the elements that relations refer to, or correct the references; the diagnostics list them"},
			{ID: "timestamp", Title: "time of the SBOM", Level: Recommended, Scope: OfDocument, Section: "age of the data",
				Where: atTimestamp(), check: timestamp},
			{ID: "identity", Title: "identity of the SBOM", Level: Recommended, Scope: OfDocument, Section: "merging",
				Where: atIdentity(), check: identity, Note: "other documents can refer to it"},
			{ID: "component-completeness", Title: "completeness of the dependencies", Level: Recommended, Scope: OfRelationship, Section: "coverage",
				Where: atCompleteness(), Exempt: notPackages(), check: completeness},
		},
	}
}
