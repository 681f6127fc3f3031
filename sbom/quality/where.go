// SPDX-License-Identifier: Apache-2.0

package quality

import "strings"

// at lists the places of a field, one string a dialect, "" for a dialect that
// has none. "1.5 metadata.lifecycles[].phase" is a place since version 1.5;
// where older versions have another place, it follows behind a semicolon.
func at(cdx, spdx2, spdx3 string) []Where {
	var out []Where
	add := func(d Dialect, list string) {
		for s := range strings.SplitSeq(list, "; ") {
			w := Where{Dialect: d, Path: s}
			if since, path, ok := strings.Cut(s, " "); ok && len(numbers(since)) > 1 {
				w.Since, w.Path = since, path
			}
			if s != "" {
				out = append(out, w)
			}
		}
	}
	add(CycloneDX, cdx)
	add(SPDX2, spdx2)
	add(SPDX3, spdx3)
	return out
}

// The places of fields that several profiles ask for. They follow the
// specifications of the formats: CycloneDX 1.0 to 1.7, SPDX 2.1 to 2.3 and
// 3.0.1. The mapping of BSI TR-03183-2, section 8.2, is stricter, and stands
// with its profile.

func atAuthor() []Where {
	return at("1.2 metadata.authors[] or metadata.tools", "creationInfo.creators[]", "CreationInfo.createdBy")
}

func atResponsible() []Where {
	return at("1.6 metadata.authors[] or manufacturer; 1.2 metadata.authors[]", `creationInfo.creators[] ("Organization: …" or "Person: …")`,
		"CreationInfo.createdBy (Organization or Person)")
}

func atTimestamp() []Where {
	return at("1.2 metadata.timestamp", "creationInfo.created", "CreationInfo.created")
}

func atTool() []Where {
	return at("1.2 metadata.tools", `creationInfo.creators[] ("Tool: name-version")`, "CreationInfo.createdUsing")
}

func atContext() []Where {
	return at("1.5 metadata.lifecycles[].phase", `creationInfo.comment ("Build", "Analyzed" …)`, "software_Sbom.software_sbomType")
}

func atRoot() []Where {
	return at("1.2 metadata.component", "a DESCRIBES relationship of the document", "software_Sbom.rootElement")
}

func atName() []Where { return at("components[].name", "packages[].name", "software_Package.name") }

func atVersion() []Where {
	return at("components[].version", "packages[].versionInfo", "software_Package.software_packageVersion")
}

func atSupplier() []Where {
	return at("1.2 components[].supplier.name; components[].publisher", "packages[].supplier", "software_Package.suppliedBy")
}

func atProducer() []Where {
	return at("1.6 components[].manufacturer.name or authors[].name; 1.2 components[].author or supplier.name; components[].publisher",
		"packages[].originator or supplier", "software_Package.originatedBy or suppliedBy")
}

func atIdentifier() []Where {
	return at("components[].purl or cpe", "packages[].externalRefs[] (purl, cpe23Type)",
		"software_Package.software_packageUrl or externalIdentifier[]")
}

func atHash() []Where {
	return at("components[].hashes[]", "packages[].checksums[]", "software_Package.verifiedUsing[]")
}

func atLicense() []Where {
	return at("components[].licenses[]", "packages[].licenseConcluded or licenseDeclared",
		"Relationship hasConcludedLicense or hasDeclaredLicense")
}

func atCopyright() []Where {
	return at("components[].copyright", "packages[].copyrightText", "software_Package.software_copyrightText")
}

func atDependency() []Where {
	return at("1.2 dependencies[].dependsOn", "relationships[] (DEPENDS_ON, CONTAINS)", "Relationship dependsOn or contains")
}

// atCompleteness has no place for SPDX 2: a relationship to NONE or
// NOASSERTION says it of a component without any other relation only.
func atCompleteness() []Where {
	return at("1.3 compositions[]", "", "Relationship.completeness")
}

func atIdentity() []Where {
	return at("1.1 serialNumber", "documentNamespace", "SpdxDocument.spdxId")
}

// The kinds of thing that are no piece of software with a supplier, a version
// and a package identifier of its own: files are told apart by their hashes,
// and cryptographic assets and data belong to what uses them.
func notPackages() []string { return []string{"file", "cryptographic-asset", "data"} }

// notFiles are the kinds that are no artifact that could be hashed.
func notFiles() []string {
	return []string{"external", "operating-system", "platform", "device", "cryptographic-asset"}
}
