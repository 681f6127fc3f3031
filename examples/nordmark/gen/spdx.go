// SPDX-License-Identifier: Apache-2.0

package main

import (
	"fmt"
	"strings"
)

type spdxPackage struct {
	ID          string         `json:"SPDXID"`
	Name        string         `json:"name"`
	Version     string         `json:"versionInfo,omitempty"`
	Supplier    string         `json:"supplier,omitempty"`
	Originator  string         `json:"originator,omitempty"`
	Download    string         `json:"downloadLocation"`
	Analyzed    bool           `json:"filesAnalyzed"`
	Checksums   []spdxChecksum `json:"checksums,omitempty"`
	Declared    string         `json:"licenseDeclared"`
	Concluded   string         `json:"licenseConcluded,omitempty"`
	Purpose     string         `json:"primaryPackagePurpose,omitempty"`
	ExternalRef []spdxRef      `json:"externalRefs,omitempty"`
}

type spdxChecksum struct {
	Algorithm string `json:"algorithm"`
	Value     string `json:"checksumValue"`
}

type spdxRef struct {
	Category string `json:"referenceCategory"`
	Type     string `json:"referenceType"`
	Locator  string `json:"referenceLocator"`
}

type spdxRelationship struct {
	From string `json:"spdxElementId"`
	Type string `json:"relationshipType"`
	To   string `json:"relatedSpdxElement"`
}

// spdx writes the bill as SPDX 2.3 JSON, one package a line.
func (b *bill) spdx() ([]byte, error) {
	packages := make([]any, 0, len(b.components))
	for i := range b.components {
		packages = append(packages, b.spdxPackage(i))
	}
	slug := strings.ToLower(strings.ReplaceAll(b.name, " ", "-"))
	head := []field{
		{"spdxVersion", "SPDX-2.3"}, {"dataLicense", "CC0-1.0"}, {"SPDXID", "SPDXRef-DOCUMENT"},
		{"name", slug + "-" + b.version},
		{"documentNamespace", "https://sbom.zerenka.example/" + slug + "/" + uuid(b.file)},
		{"creationInfo", map[string]any{"created": created, "creators": []string{"Tool: nordscan-2.4.0", "Organization: " + b.supplier}}},
	}
	return document(head, []field{{"packages", packages}, {"relationships", b.spdxRelationships()}})
}

func (b *bill) spdxPackage(i int) spdxPackage {
	c := &b.components[i]
	p := spdxPackage{ID: spdxID(i), Name: c.name, Version: c.version, Download: "NOASSERTION", Declared: "NOASSERTION"}
	if c.eco == "golang" || c.eco == "npm" {
		p.Name = c.fullName()
	}
	switch {
	case c.supplier == "NOASSERTION" || c.supplier == "" && c.layer > 1:
		p.Supplier = "NOASSERTION"
	case c.supplier == "":
	case c.maker:
		p.Supplier, p.Originator = "NOASSERTION", "Organization: "+c.supplier
	default:
		p.Supplier = "Organization: " + c.supplier
	}
	if c.digest != "" {
		p.Checksums = []spdxChecksum{{"SHA256", c.digest}}
	}
	if c.licence != "" {
		p.Declared = c.licence
	}
	switch c.kind {
	case "application", "firmware":
		p.Purpose = strings.ToUpper(c.kind)
	case "operating-system":
		p.Purpose = "OPERATING-SYSTEM"
	}
	if c.cpe != "" {
		p.ExternalRef = append(p.ExternalRef, spdxRef{"SECURITY", "cpe23Type", c.cpe})
	}
	if c.purl != "" {
		p.ExternalRef = append(p.ExternalRef, spdxRef{"PACKAGE-MANAGER", "purl", c.purl})
	}
	return p
}

// spdxRelationships writes dependencies in both directions that SPDX knows,
// as tools do; the operating system contains its packages.
func (b *bill) spdxRelationships() []any {
	out := []any{spdxRelationship{"SPDXRef-DOCUMENT", "DESCRIBES", spdxID(0)}}
	for i := range b.components {
		for _, j := range b.components[i].deps {
			switch to := &b.components[j]; {
			case to.scope == "dev":
				out = append(out, spdxRelationship{spdxID(j), "DEV_DEPENDENCY_OF", spdxID(i)})
			case to.scope == "optional":
				out = append(out, spdxRelationship{spdxID(j), "OPTIONAL_DEPENDENCY_OF", spdxID(i)})
			case to.eco == "cargo":
				out = append(out, spdxRelationship{spdxID(i), "STATIC_LINK", spdxID(j)})
			default:
				out = append(out, spdxRelationship{spdxID(i), "DEPENDS_ON", spdxID(j)})
			}
		}
	}
	for j := range b.components {
		if b.os > 0 && b.components[j].eco == "deb" {
			out = append(out, spdxRelationship{spdxID(b.os), "CONTAINS", spdxID(j)})
		}
	}
	return out
}

func spdxID(i int) string { return fmt.Sprintf("SPDXRef-p%d", i) }
