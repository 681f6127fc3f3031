// SPDX-License-Identifier: Apache-2.0

// Package gen writes synthetic bills of materials of any size, for benchmarks
// and tests: the same number of components gives the same bytes.
package gen

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// edges is how many dependencies a component has, where there are as many
// components before it.
const edges = 5

// item is one invented component.
type item struct {
	ref, name, version, purl, supplier, license, digest string
	dependsOn                                           []int
}

func packages(n int) []item {
	r := rand.New(rand.NewPCG(1, uint64(n)))
	licenses := []string{"MIT", "Apache-2.0", "BSD-3-Clause", "ISC", "MPL-2.0", "LGPL-2.1-only"}
	out := make([]item, n)
	for i := range out {
		p := &out[i]
		p.name = fmt.Sprintf("lib-%06x-%d", r.Uint32N(1<<24), i)
		p.version = fmt.Sprintf("%d.%d.%d", r.IntN(9), r.IntN(30), r.IntN(99))
		p.purl = fmt.Sprintf("pkg:npm/%%40scope%d/%s@%s", i%97, p.name, p.version)
		p.ref = p.purl + "?package-id=" + fmt.Sprintf("%016x", r.Uint64())
		p.supplier = fmt.Sprintf("Fictional Supplier %d Ltd", r.IntN(max(1, n/20)))
		p.license = licenses[r.IntN(len(licenses))]
		p.digest = fmt.Sprintf("%016x%016x%016x%016x", r.Uint64(), r.Uint64(), r.Uint64(), r.Uint64())
		for k := 0; k < edges && i > 0; k++ {
			p.dependsOn = append(p.dependsOn, r.IntN(i))
		}
	}
	return out
}

// CycloneDX returns a compact CycloneDX 1.6 JSON document of n components.
func CycloneDX(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,` +
		`"metadata":{"timestamp":"2026-01-01T00:00:00Z","component":{"type":"application","bom-ref":"root","name":"generated","version":"1"}},"components":[`)
	list := packages(n)
	for i, p := range list {
		comma(&b, i)
		fmt.Fprintf(&b, `{"bom-ref":%s,"type":"library","supplier":{"name":%s,"url":["https://supplier.example/"]},"group":"@scope%d",`+
			`"name":%s,"version":%s,"description":"An invented package that does nothing in particular, number %d","scope":"required",`,
			quote(p.ref), quote(p.supplier), i%97, quote(p.name), quote(p.version), i)
		fmt.Fprintf(&b, `"hashes":[{"alg":"SHA-256","content":%s}],"licenses":[{"license":{"id":%s}}],"cpe":%s,"purl":%s,`,
			quote(p.digest), quote(p.license), quote("cpe:2.3:a:fictional:"+p.name+":"+p.version+":*:*:*:*:*:*:*"), quote(p.purl))
		fmt.Fprintf(&b, `"externalReferences":[{"type":"distribution","url":"https://registry.example/%s.tgz"},{"type":"vcs","url":"https://code.example/%s"}],`+
			`"properties":[{"name":"gen:index","value":"%d"},{"name":"gen:path","value":"/node_modules/%s/package.json"}]}`, p.name, p.name, i, p.name)
	}
	b.WriteString(`],"dependencies":[`)
	for i, p := range list {
		comma(&b, i)
		fmt.Fprintf(&b, `{"ref":%s,"dependsOn":[`, quote(p.ref))
		for k, to := range p.dependsOn {
			comma(&b, k)
			b.WriteString(quote(list[to].ref))
		}
		b.WriteString(`]}`)
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

// SPDX returns a compact SPDX 2.3 JSON document of n packages.
func SPDX(n int) []byte {
	var b strings.Builder
	b.WriteString(`{"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"generated",` +
		`"documentNamespace":"https://spdx.example/generated","creationInfo":{"created":"2026-01-01T00:00:00Z","creators":["Tool: gen-1"]},` +
		`"documentDescribes":["SPDXRef-Package-0"],"packages":[`)
	list := packages(n)
	for i, p := range list {
		comma(&b, i)
		fmt.Fprintf(&b, `{"SPDXID":"SPDXRef-Package-%d","name":%s,"versionInfo":%s,"supplier":%s,"downloadLocation":"https://registry.example/%s.tgz",`+
			`"filesAnalyzed":false,"licenseConcluded":"NOASSERTION","licenseDeclared":%s,"copyrightText":"NOASSERTION",`,
			i, quote(p.name), quote(p.version), quote("Organization: "+p.supplier), p.name, quote(p.license))
		fmt.Fprintf(&b, `"checksums":[{"algorithm":"SHA256","checksumValue":%s}],"externalRefs":[`+
			`{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":%s},`+
			`{"referenceCategory":"SECURITY","referenceType":"cpe23Type","referenceLocator":"cpe:2.3:a:fictional:%s:%s:*:*:*:*:*:*:*"}]}`,
			quote(p.digest), quote(p.purl), p.name, p.version)
	}
	b.WriteString(`],"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-Package-0"}`)
	for i, p := range list {
		for _, to := range p.dependsOn {
			fmt.Fprintf(&b, `,{"spdxElementId":"SPDXRef-Package-%d","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-Package-%d"}`, i, to)
		}
	}
	b.WriteString(`]}`)
	return []byte(b.String())
}

func comma(b *strings.Builder, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func quote(s string) string {
	q, _ := json.Marshal(s) // of a string it cannot fail
	return string(q)
}
