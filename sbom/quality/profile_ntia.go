// SPDX-License-Identifier: Apache-2.0

package quality

// ntia is the list of 2021. Every field is defined in the table of section
// IV; the text after it says that identifiers are to be used if they exist,
// that the supplier may be the originator or manufacturer, and that the author
// may be a tool.
func ntia() Profile {
	const fields = "IV, Data Fields"
	return Profile{
		Name: "ntia", Version: 1,
		Source: Source{
			Title: "The Minimum Elements For a Software Bill of Materials (SBOM)", Publisher: "NTIA", Date: "2021-07-12",
			URL:    "https://www.ntia.gov/sites/default/files/publications/sbom_minimum_elements_report_0.pdf",
			Status: "guidance", Provenance: Primary,
		},
		Summary: "Seven data fields that identify components, how they depend on each other, and who said so when.",
		Rules: []Rule{
			{ID: "author", Title: "author of the SBOM data", Level: Required, Scope: OfDocument, Section: fields,
				Where: atAuthor(), check: author,
				Note: "the source of the metadata: a person, an organization or a tool"},
			{ID: "timestamp", Title: "time at which the SBOM was put together", Level: Required, Scope: OfDocument, Section: fields,
				Where: atTimestamp(), check: timestamp},
			{ID: "supplier", Title: "supplier name", Level: Required, Scope: OfComponent, Section: fields,
				Where: atSupplier(), Exempt: notPackages(), check: supplier,
				Note: "supplier, manufacturer, originator, publisher and author all count: the text defines the supplier as the entity that creates, defines and identifies the component"},
			{ID: "name", Title: "component name", Level: Required, Scope: OfComponent, Section: fields,
				Where: atName(), check: name},
			{ID: "version", Title: "component version", Level: Required, Scope: OfComponent, Section: fields,
				Where: atVersion(), Exempt: append(notPackages(), "external"), check: version},
			{ID: "dependency", Title: "dependency relationship", Level: Required, Scope: OfRelationship, Section: fields,
				Where: atDependency(), Exempt: notPackages(), check: dependency,
				Note: "a component has to be joined to another one; a leaf needs no dependencies of its own"},
			{ID: "identifier", Title: "other unique identifier", Level: Conditional, Scope: OfComponent, Section: fields,
				Where: atIdentifier(), Exempt: notPackages(), check: identifiers},
			{ID: "known-unknowns", Title: "completeness of the dependencies", Level: Conditional, Scope: OfRelationship,
				Section: "IV, Practices and Processes", Where: atCompleteness(), Exempt: notPackages(), check: completeness,
				Note: "asked for where the dependency graph is not fully enumerated"},
		},
		NotChecked: []string{"frequency", "distribution and delivery", "access control", "accommodation of mistakes"},
	}
}
