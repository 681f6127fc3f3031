// SPDX-License-Identifier: Apache-2.0

package gen

func (g *generator) cyclonedx() {
	g.printf(`{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,` +
		`"metadata":{"timestamp":"2026-01-01T00:00:00Z","component":{"type":"application","bom-ref":"root","name":"generated","version":"1"}},"components":[`)
	g.each(",", func(p item) {
		g.printf(`{"bom-ref":%q,"type":"library","supplier":{"name":%q,"url":["https://supplier.example/"]},"group":"@scope%d",`+
			`"name":%q,"version":%q,"description":"An invented package that does nothing in particular, number %d","scope":"required",`,
			p.ref, p.supplier, p.number%97, p.name, p.version, p.number)
		g.printf(`"hashes":[{"alg":"SHA-256","content":%q}],"licenses":[{"license":{"id":%q}}],"cpe":"cpe:2.3:a:fictional:%s:%s:*:*:*:*:*:*:*","purl":%q,`,
			p.digest, p.license, p.name, p.version, p.purl)
		g.printf(`"externalReferences":[{"type":"distribution","url":"https://registry.example/%s.tgz"},{"type":"vcs","url":"https://code.example/%s"}],`+
			`"properties":[{"name":"gen:index","value":"%d"},{"name":"gen:path","value":"/node_modules/%s/package.json"}]}`, p.name, p.name, p.number, p.name)
	})
	g.printf(`],"dependencies":[`)
	g.each(",", func(p item) {
		g.printf(`{"ref":%q,"dependsOn":[`, p.ref)
		for k, to := range p.dependsOn {
			if k > 0 {
				g.printf(",")
			}
			g.printf("%q", g.item(to).ref)
		}
		g.printf("]}")
	})
	g.printf("]}")
}

func (g *generator) xml() {
	g.printf(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" +
		`<bom xmlns="http://cyclonedx.org/schema/bom/1.6" serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1">` +
		`<metadata><timestamp>2026-01-01T00:00:00Z</timestamp><component type="application" bom-ref="root"><name>generated</name><version>1</version></component></metadata><components>`)
	g.each("\n", func(p item) {
		g.printf(`<component type="library" bom-ref="%s"><supplier><name>%s</name><url>https://supplier.example/</url></supplier><group>@scope%d</group>`+
			`<name>%s</name><version>%s</version><description>An invented package that does nothing in particular, number %d</description><scope>required</scope>`,
			p.ref, p.supplier, p.number%97, p.name, p.version, p.number)
		g.printf(`<hashes><hash alg="SHA-256">%s</hash></hashes><licenses><license><id>%s</id></license></licenses><cpe>cpe:2.3:a:fictional:%s:%s:*:*:*:*:*:*:*</cpe><purl>%s</purl>`,
			p.digest, p.license, p.name, p.version, p.purl)
		g.printf(`<externalReferences><reference type="distribution"><url>https://registry.example/%s.tgz</url></reference><reference type="vcs"><url>https://code.example/%s</url></reference></externalReferences>`+
			`<properties><property name="gen:index">%d</property><property name="gen:path">/node_modules/%s/package.json</property></properties></component>`, p.name, p.name, p.number, p.name)
	})
	g.printf("</components><dependencies>")
	g.each("\n", func(p item) {
		g.printf(`<dependency ref="%s">`, p.ref)
		for _, to := range p.dependsOn {
			g.printf(`<dependency ref="%s"/>`, g.item(to).ref)
		}
		g.printf("</dependency>")
	})
	g.printf("</dependencies></bom>\n")
}

func (g *generator) spdx() {
	g.printf(`{"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"generated",` +
		`"documentNamespace":"https://spdx.example/generated","creationInfo":{"created":"2026-01-01T00:00:00Z","creators":["Tool: gen-1"]},` +
		`"documentDescribes":["SPDXRef-Package-0"],"packages":[`)
	g.each(",", func(p item) {
		g.printf(`{"SPDXID":"SPDXRef-Package-%d","name":%q,"versionInfo":%q,"supplier":"Organization: %s","downloadLocation":"https://registry.example/%s.tgz",`+
			`"filesAnalyzed":false,"licenseConcluded":"NOASSERTION","licenseDeclared":%q,"copyrightText":"NOASSERTION",`,
			p.number, p.name, p.version, p.supplier, p.name, p.license)
		g.printf(`"checksums":[{"algorithm":"SHA256","checksumValue":%q}],"externalRefs":[`+
			`{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":%q},`+
			`{"referenceCategory":"SECURITY","referenceType":"cpe23Type","referenceLocator":"cpe:2.3:a:fictional:%s:%s:*:*:*:*:*:*:*"}]}`,
			p.digest, p.purl, p.name, p.version)
	})
	g.printf(`],"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-Package-0"}`)
	g.each("", func(p item) {
		for _, to := range p.dependsOn {
			g.printf(`,{"spdxElementId":"SPDXRef-Package-%d","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-Package-%d"}`, p.number, to)
		}
	})
	g.printf("]}")
}

func (g *generator) tagValue() {
	g.printf("SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: generated\n" +
		"DocumentNamespace: https://spdx.example/generated\nCreator: Tool: gen-1\nCreated: 2026-01-01T00:00:00Z\n\n")
	g.each("\n", func(p item) {
		g.printf("PackageName: %s\nSPDXID: SPDXRef-Package-%d\nPackageVersion: %s\nPackageSupplier: Organization: %s\n"+
			"PackageDownloadLocation: https://registry.example/%s.tgz\nFilesAnalyzed: false\nPackageChecksum: SHA256: %s\n"+
			"PackageLicenseConcluded: NOASSERTION\nPackageLicenseDeclared: %s\nPackageCopyrightText: NOASSERTION\n",
			p.name, p.number, p.version, p.supplier, p.name, p.digest, p.license)
		g.printf("ExternalRef: PACKAGE-MANAGER purl %s\nExternalRef: SECURITY cpe23Type cpe:2.3:a:fictional:%s:%s:*:*:*:*:*:*:*\n", p.purl, p.name, p.version)
	})
	g.printf("\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-Package-0\n")
	g.each("", func(p item) {
		for _, to := range p.dependsOn {
			g.printf("Relationship: SPDXRef-Package-%d DEPENDS_ON SPDXRef-Package-%d\n", p.number, to)
		}
	})
}
