// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/read"
	"github.com/kedja/kedja/vuln/vex"
)

// asOf is the date of every test unless it says otherwise.
var asOf = time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)

// say makes an OpenVEX document of one statement.
func say(author, date, product, status string) string {
	return fmt.Sprintf(`{"@context": "https://openvex.dev/ns/v0.2.0", "@id": "doc-%[1]s-%[2]s-%[4]s", "author": %[1]q, "timestamp": %[2]q, "version": 1,
  "statements": [{"vulnerability": {"name": "CVE-2026-0001", "aliases": ["GHSA-1", "DSA-9"]}, "products": [%[3]s], "status": %[4]q, "justification": %[5]q}]}`,
		author, date+"T12:00:00Z", product, status, map[bool]string{true: "vulnerable_code_not_present"}[status == "not_affected"])
}

// id makes a product of one name, with the names of what in it is meant.
func id(name string, parts ...string) string {
	var list []string
	for _, p := range parts {
		list = append(list, fmt.Sprintf(`{"@id": %q}`, p))
	}
	return fmt.Sprintf(`{"@id": %q, "subcomponents": [%s]}`, name, strings.Join(list, ", "))
}

func docs(t testing.TB, texts ...string) []*vex.Document {
	t.Helper()
	var out []*vex.Document
	for i, text := range texts {
		d, _, err := vex.Read(context.Background(), fmt.Sprintf("%d.json", i), strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, d)
	}
	return out
}

func thing(purl string) vex.Thing { return vex.Thing{PURLs: []string{purl}} }

// TestWhichStatementApplies asks for CVE-2026-0001 in pkg:npm/zip@2 of the
// product pkg:generic/amf@7.
func TestWhichStatementApplies(t *testing.T) {
	const zip, amf = "pkg:npm/zip@2", "pkg:generic/amf@7"
	for _, c := range []struct {
		name     string
		product  string
		products []vex.Thing
		status   vex.Status
		possible int
	}{
		{"the component", id(zip), []vex.Thing{thing(amf)}, vex.NotAffected, 0},
		{"the component in every version", id("pkg:npm/zip"), nil, vex.NotAffected, 0},
		{"another version", id("pkg:npm/zip@3"), []vex.Thing{thing(amf)}, vex.Unknown, 0},
		{"the component in the product", id(amf, zip), []vex.Thing{thing(amf)}, vex.NotAffected, 0},
		{"the component in another product", id("pkg:generic/smf@7", zip), []vex.Thing{thing(amf)}, vex.Unknown, 0},
		{"the component in the product, which is not known", id(amf, zip), nil, vex.Unknown, 1},
		{"the component in the product, which has no name", id(amf, zip), []vex.Thing{{CPEs: []string{"cpe:/a:t:amf:7"}}}, vex.Unknown, 1},
		{"another component in the product", id(amf, "pkg:npm/zap@2"), []vex.Thing{thing(amf)}, vex.Unknown, 0},
		{"the product as a whole", id(amf), []vex.Thing{thing(amf)}, vex.NotAffected, 0},
		{"a product further out", id("pkg:generic/rack@1"), []vex.Thing{thing(amf), thing("pkg:generic/rack@1")}, vex.NotAffected, 0},
		{"the component as a product with parts", id(zip, "pkg:npm/inflate@1"), []vex.Thing{thing(amf)}, vex.NotAffected, 0},
		{"the product by part, in a variant that the component leaves open", id(amf, "pkg:npm/zip@2?os=linux"), []vex.Thing{thing(amf)}, vex.Unknown, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			set := vex.NewSet(asOf, docs(t, say("Teliqon", "2026-01-01", c.product, "not_affected"))...)
			v := set.Of(thing(zip), c.products, "CVE-2026-0001")
			if v.Status != c.status || len(v.Possible) != c.possible {
				t.Errorf("%q with %d possible (%s), not %q with %d", v.Status, len(v.Possible), v.Why, c.status, c.possible)
			}
		})
	}
}

// TestWhichStatementWins asks for one vulnerability of which several
// statements are made.
func TestWhichStatementWins(t *testing.T) {
	const zip, amf = "pkg:npm/zip@2", "pkg:generic/amf@7"
	for _, c := range []struct {
		name     string
		said     []string
		status   vex.Status
		conflict bool
		why      string
	}{
		{"the newest of an author", []string{
			say("Teliqon", "2026-01-01", id(zip), "affected"), say("Teliqon", "2026-02-01", id(zip), "not_affected")},
			vex.NotAffected, false, "Teliqon states not_affected (vulnerable_code_not_present) on 2026-02-01; not counted: 1 statement that is older, or less specific, than another of the same author"},
		{"the newest of an author who is written in two ways", []string{
			say("Teliqon", "2026-01-01", id(zip), "affected"), say(" TELIQON", "2026-02-01", id("pkg:npm/zip@2"), "fixed")},
			vex.Fixed, false, ""},
		{"the worst of two authors", []string{
			say("Ostbit", "2026-02-01", id(zip), "not_affected"), say("Teliqon", "2026-01-01", id(zip), "affected")},
			vex.Affected, true, "Teliqon states affected on 2026-01-01, Ostbit states not_affected (vulnerable_code_not_present) on 2026-02-01; they disagree, and the worst counts: affected"},
		{"who still looks into it is not overruled by who is done", []string{
			say("Ostbit", "2026-02-01", id(zip), "fixed"), say("Teliqon", "2026-01-01", id(zip), "under_investigation")},
			vex.UnderInvestigation, true, ""},
		{"fixed is worse than not affected", []string{
			say("Ostbit", "2026-02-01", id(zip), "fixed"), say("Teliqon", "2026-01-01", id(zip), "not_affected")},
			vex.Fixed, true, ""},
		{"authors who agree", []string{
			say("Ostbit", "2026-02-01", id(zip), "fixed"), say("Teliqon", "2026-01-01", id(zip), "fixed")},
			vex.Fixed, false, ""},
		{"an author who says two things at once", []string{
			say("Teliqon", "2026-01-01", id(zip), "fixed"), say("Teliqon", "2026-01-01", id(zip), "affected")},
			vex.Affected, true, ""},
		{"who clears the product does not close what another author calls affected", []string{
			say("Ostbit", "2026-02-01", id(zip), "affected"), say("Teliqon", "2026-01-01", id(amf, zip), "not_affected")},
			vex.Affected, true, ""},
		{"nor does who clears the component close what another says of the product", []string{
			say("Ostbit", "2026-02-01", id(zip), "not_affected"), say("Teliqon", "2026-01-01", id(amf), "affected")},
			vex.Affected, true, ""},
		{"one author means the product, not the component wherever it is", []string{
			say("Teliqon", "2026-01-01", id(zip), "affected"), say("Teliqon", "2026-02-01", id(amf, zip), "not_affected")},
			vex.NotAffected, false, ""},
		{"unless that author spoke of the component later", []string{
			say("Teliqon", "2026-02-01", id(zip), "affected"), say("Teliqon", "2026-01-01", id(amf, zip), "not_affected")},
			vex.Affected, false, ""},
		{"also where what is later is better", []string{
			say("Teliqon", "2026-02-01", id(zip), "not_affected"), say("Teliqon", "2026-01-01", id(amf, zip), "affected")},
			vex.NotAffected, false, ""},
		{"of what an author says at once that of the product", []string{
			say("Teliqon", "2026-01-01", id(zip), "not_affected"), say("Teliqon", "2026-01-01", id(amf, zip), "affected")},
			vex.Affected, false, ""},
		{"an author with and without an address", []string{
			say("Teliqon PSIRT <psirt@teliqon.example>", "2026-01-01", id(zip), "affected"), say("Teliqon psirt", "2026-02-01", id(zip), "not_affected")},
			vex.NotAffected, false, ""},
		{"authors of one name with two addresses", []string{
			say("PSIRT <psirt@teliqon.example>", "2026-01-01", id(zip), "affected"), say("PSIRT <psirt@ostbit.example>", "2026-02-01", id(zip), "not_affected"),
			say("PSIRT", "2026-03-01", id(zip), "fixed")},
			vex.Affected, true, ""},
		{"what is said after the date does not count", []string{
			say("Teliqon", "2026-01-01", id(zip), "affected"), say("Teliqon", "2026-06-02", id(zip), "not_affected")},
			vex.Affected, false, ""},
		{"a date is the whole day", []string{
			say("Teliqon", "2026-01-01", id(zip), "affected"), say("Teliqon", "2026-06-01", id(zip), "not_affected")},
			vex.NotAffected, false, ""},
		{"nothing", nil, vex.Unknown, false, "no statement applies"},
	} {
		t.Run(c.name, func(t *testing.T) {
			v := vex.NewSet(asOf, docs(t, c.said...)...).Of(thing(zip), []vex.Thing{thing(amf)}, "CVE-2026-0001")
			if v.Status != c.status || v.Conflict != c.conflict || c.why != "" && v.Why != c.why {
				t.Errorf("%q, conflict %v: %s", v.Status, v.Conflict, v.Why)
			}
		})
	}
}

// TestNames: one name in common is enough, but not where both sides have CVEs
// and none is the same.
func TestNames(t *testing.T) {
	set := vex.NewSet(asOf, docs(t, say("Teliqon", "2026-01-01", id("pkg:npm/zip"), "not_affected"))...)
	for _, c := range []struct {
		asked []string
		want  vex.Status
	}{
		{[]string{"CVE-2026-0001"}, vex.NotAffected},
		{[]string{"cve-2026-0001 "}, vex.NotAffected},
		{[]string{"PYSEC-1", "GHSA-1"}, vex.NotAffected},
		{[]string{"CVE-2026-0002", "DSA-9"}, vex.Unknown},
		{[]string{"CVE-2026-0002", "CVE-2026-0001"}, vex.NotAffected},
		{[]string{"CVE-2026-0002"}, vex.Unknown},
		{[]string{""}, vex.Unknown},
		{nil, vex.Unknown},
	} {
		if got := set.Of(thing("pkg:npm/zip@2"), nil, c.asked...).Status; got != c.want {
			t.Errorf("%q: %q, not %q", c.asked, got, c.want)
		}
	}
}

func TestHashAndCPE(t *testing.T) {
	set := vex.NewSet(asOf, docs(t, say("Teliqon", "2026-01-01",
		`{"identifiers": {"cpe23": "cpe:2.3:a:t:zip:2:*:*:*:*:*:*:*"}, "hashes": {"sha256": "AB"}}, {"@id": "cpe:2.3:a:w*:any:3:*:*:*:*:*:*:*"},
		{"@id": "pkg:npm/zap@2", "identifiers": {"cpe22": "cpe:/a:t:zap"}}`, "fixed"))...)
	for _, c := range []struct {
		thing vex.Thing
		want  vex.Status
	}{
		{vex.Thing{Hashes: []sbom.Hash{{Alg: "SHA-1", Value: "cd"}, {Alg: "SHA-256", Value: "ab"}}}, vex.Fixed},
		{vex.Thing{Hashes: []sbom.Hash{{Alg: "SHA-512", Value: "ab"}}}, vex.Unknown},
		{vex.Thing{CPEs: []string{"cpe:/a:t:zip:2"}}, vex.Fixed},
		{vex.Thing{CPEs: []string{"cpe:/a:t:zip"}, Version: "2"}, vex.Fixed},
		{vex.Thing{CPEs: []string{"cpe:/a:t:zip:3"}}, vex.Unknown},
		{vex.Thing{CPEs: []string{"cpe:/a:wide:any:3"}}, vex.Fixed},
		{vex.Thing{CPEs: []string{"cpe:/a:t:zap:3"}}, vex.Unknown},                                   // fixed, and not in which version
		{vex.Thing{PURLs: []string{"pkg:npm/zap@3"}, CPEs: []string{"cpe:/a:t:zap:3"}}, vex.Unknown}, // the package URL tells more
		{vex.Thing{}, vex.Unknown},
	} {
		if v := set.Of(c.thing, nil, "CVE-2026-0001"); v.Status != c.want {
			t.Errorf("%+v: %q, not %q", c.thing, v.Status, c.want)
		}
	}
}

const bomZip = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "serialNumber": "urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79", "version": %d,
  "metadata": {"supplier": {"name": "Teliqon"}, "timestamp": "2026-01-01T00:00:00Z", "component": {"type": "application", "bom-ref": "amf", "name": "amf"}},
  "components": [{"type": "library", "bom-ref": "zip", "name": "zip", "version": "2", "purl": "pkg:npm/zip@2"}, {"type": "library", "bom-ref": "zap", "name": "zap", "purl": "pkg:npm/zap@2"}]%s}`

// TestEmbedded: what an SBOM says of its component holds within what it
// describes, and nowhere else.
func TestEmbedded(t *testing.T) {
	text := fmt.Sprintf(bomZip, 3, `, "vulnerabilities": [{"id": "CVE-2026-0001", "analysis": {"state": "not_affected", "justification": "code_not_present"}, "affects": [{"ref": "zip"}]}]`)
	bom, _, err := read.Bytes("amf.json", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	doc, list := vex.FromSBOM(bom)
	if len(list) > 0 || doc.Author != "Teliqon" {
		t.Errorf("%v by %q", list, doc.Author)
	}
	set := vex.NewSet(asOf, doc)
	root := []vex.Thing{vex.ThingOf(bom, bom.Root)}
	for i, n := range bom.Nodes {
		want := vex.Unknown
		if n.Ref == "zip" {
			want = vex.NotAffected
		}
		if v := set.Of(vex.ThingOf(bom, sbom.ID(i)), root, "CVE-2026-0001"); v.Status != want {
			t.Errorf("%s: %q: %s", n.Ref, v.Status, v.Why)
		}
	}
	elsewhere := vex.Thing{PURLs: []string{"pkg:npm/zip@2"}, Ref: "zip", Serial: "urn:uuid:00000000-0000-4000-8000-000000000000"}
	other := vex.Thing{PURLs: []string{"pkg:generic/smf"}, Ref: "smf", Serial: elsewhere.Serial}
	if v := set.Of(elsewhere, []vex.Thing{other}, "CVE-2026-0001"); v.Status != vex.Unknown {
		t.Errorf("in another product: %q: %s", v.Status, v.Why)
	}
}

// TestEmbeddedElsewhere: what an earlier state of the SBOM says still holds
// where both name the product and the component, and else may hold.
func TestEmbeddedElsewhere(t *testing.T) {
	const said = `, "vulnerabilities": [{"id": "CVE-2026-0001", "analysis": {"state": "resolved"}, "affects": [{"ref": "zip"}]}]`
	for _, c := range []struct {
		root     string // what stands for the root's name
		want     vex.Status
		possible int
	}{
		{`"name": "amf", "purl": "pkg:generic/amf@7"`, vex.Fixed, 0},
		{`"name": "amf"`, vex.Unknown, 1},
	} {
		named := strings.Replace(bomZip, `"name": "amf"`, c.root, 1)
		old := docs(t, fmt.Sprintf(named, 3, said))
		bom, _, err := read.Bytes("amf.json", fmt.Appendf(nil, named, 4, ""), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range bom.Nodes {
			if bom.Nodes[i].Ref != "zip" {
				continue
			}
			v := vex.NewSet(asOf, old...).Of(vex.ThingOf(bom, sbom.ID(i)), []vex.Thing{vex.ThingOf(bom, bom.Root)}, "CVE-2026-0001")
			if v.Status != c.want || len(v.Possible) != c.possible {
				t.Errorf("%s: %q with %d possible: %s", c.root, v.Status, len(v.Possible), v.Why)
			}
		}
	}
}

// TestBOMLink: a file apart leads to elements of one state of an SBOM.
func TestBOMLink(t *testing.T) {
	const vexApart = `{"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1, "metadata": {"timestamp": "2026-01-01T00:00:00Z"}, "vulnerabilities": [
  {"id": "CVE-2026-0001", "analysis": {"state": "exploitable"}, "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/3#zip"}]},
  {"id": "CVE-2026-0002", "analysis": {"state": "resolved"}, "affects": [{"ref": "urn:cdx:3e671687-395b-41f5-a30f-a58921a69b79/3"}]}]}`
	set := vex.NewSet(asOf, docs(t, vexApart)...)
	for _, c := range []struct {
		revision int
		ref, cve string
		want     vex.Status
		possible int
	}{
		{3, "zip", "CVE-2026-0001", vex.Affected, 0},
		{3, "zap", "CVE-2026-0001", vex.Unknown, 0},
		{4, "zip", "CVE-2026-0001", vex.Unknown, 1},
		{3, "zap", "CVE-2026-0002", vex.Fixed, 0},
	} {
		bom, _, err := read.Bytes("amf.json", fmt.Appendf(nil, bomZip, c.revision, ""), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := range bom.Nodes {
			if bom.Nodes[i].Ref != c.ref {
				continue
			}
			v := set.Of(vex.ThingOf(bom, sbom.ID(i)), nil, c.cve)
			if v.Status != c.want || len(v.Possible) != c.possible {
				t.Errorf("%+v: %q with %d possible: %s", c, v.Status, len(v.Possible), v.Why)
			}
		}
	}
}

// TestSuperseded: of a document's versions the latest of the time counts.
func TestSuperseded(t *testing.T) {
	version := func(v, date, status string) string {
		text := say("Teliqon", date, id("pkg:npm/zip"), status)
		text = strings.Replace(text, `"version": 1`, `"version": `+v, 1)
		return strings.Replace(text, "doc-Teliqon-"+date+"T12:00:00Z-"+status, "doc", 1)
	}
	set := vex.NewSet(asOf, docs(t, version("9", "2026-01-03", "not_affected"), version("10", "2026-01-02", "affected"), version("11", "2026-07-01", "fixed"))...)
	v := set.Of(thing("pkg:npm/zip@2"), nil, "CVE-2026-0001")
	if v.Status != vex.Affected || len(v.Applied) != 1 {
		t.Errorf("%q of %d: %s", v.Status, len(v.Applied), v.Why)
	}
	same(t, map[string]vex.Reason{"9": vex.Superseded, "11": vex.LaterThanAsOf}, unused(set.Unused([]vex.Asked{
		{Component: thing("pkg:npm/zip@2"), Vulnerabilities: [][]string{{"CVE-2026-0001"}}}}), func(s *vex.Statement) string { return s.DocumentVersion }))
}

func TestUnused(t *testing.T) {
	at := func(n int, product string) string {
		return strings.ReplaceAll(say("Teliqon", "2026-01-01", product, "fixed"), "CVE-2026-0001", fmt.Sprintf("CVE-2026-%04d", n))
	}
	set := vex.NewSet(asOf, docs(t,
		at(1, id("pkg:npm/zip@2")), at(2, id("pkg:npm/zip")), at(3, id("pkg:npm/zip@3")), at(4, id("pkg:npm/none")),
		at(5, id("pkg:npm/zip@2?os=linux")), at(6, id("zip")), at(7, ""), at(8, id("pkg:generic/amf", "pkg:npm/zip")),
		strings.ReplaceAll(at(9, id("pkg:npm/zip")), "CVE-2026-0009", ""))...)
	got := unused(set.Unused([]vex.Asked{
		{Component: thing("pkg:npm/zap@2"), Vulnerabilities: [][]string{{"CVE-2026-0002"}}},
		{Component: thing("pkg:npm/zip@2"), Products: []vex.Thing{thing("pkg:generic/amf@7")}, Vulnerabilities: [][]string{{"GHSA-5"}, {"PYSEC-1", "CVE-2026-0001"}, {"CVE-2026-0008"}}},
	}), func(s *vex.Statement) string { return strings.TrimPrefix(s.Vulnerability.ID, "CVE-2026-") })
	same(t, map[string]vex.Reason{
		"0002": vex.VulnerabilityNotFound, "0003": vex.OtherVersion, "0004": vex.ProductNotFound,
		"0005": vex.ProductPossible, "0006": vex.NoIdentifier, "0007": vex.NoProduct, "0008": vex.NoVersion, "": vex.VulnerabilityNotFound,
	}, got)
}

func unused(list []vex.Unused, name func(*vex.Statement) string) map[string]vex.Reason {
	out := map[string]vex.Reason{}
	for _, u := range list {
		out[name(u.Statement)] = u.Reason
	}
	return out
}

func same(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// TestFixedNamesAVersion: that something is fixed says nothing of a version
// unless the statement names one, of the component or of the product around it.
func TestFixedNamesAVersion(t *testing.T) {
	const amf = "pkg:generic/amf@7"
	for _, c := range []struct {
		name, product string
		want          vex.Status
	}{
		{"the component in no version", id("pkg:npm/zip"), vex.Unknown},
		{"the component in no version, but a range of them", id("pkg:npm/zip?vers=vers:npm/%3E%3D2"), vex.Fixed},
		{"the component in no version, in all of a product", id("pkg:generic/amf", "pkg:npm/zip"), vex.Unknown},
		{"the component in no version, in a version of the product", id(amf, "pkg:npm/zip"), vex.Fixed},
		{"the component in its version, in all of a product", id("pkg:generic/amf", "pkg:npm/zip@2"), vex.Fixed},
		{"all of a product", id("pkg:generic/amf"), vex.Unknown},
		{"a version of the product", id(amf), vex.Fixed},
		{"a CPE in no version", id("cpe:2.3:a:t:zip:*:*:*:*:*:*:*:*"), vex.Unknown},
		{"in no version beside a hash", `{"@id": "pkg:npm/zip", "hashes": {"sha-256": "ab"}}`, vex.Fixed},
		{"in no version beside the hash of another", `{"@id": "pkg:npm/zip", "hashes": {"sha-256": "cd"}}`, vex.Unknown},
	} {
		t.Run(c.name, func(t *testing.T) {
			component := vex.Thing{PURLs: []string{"pkg:npm/zip@2"}, CPEs: []string{"cpe:/a:t:zip:2"}, Hashes: []sbom.Hash{{Alg: "SHA-256", Value: "ab"}}}
			of := func(status string) (*vex.Set, vex.Verdict) {
				set := vex.NewSet(asOf, docs(t, say("Teliqon", "2026-01-01", c.product, status))...)
				return set, set.Of(component, []vex.Thing{thing(amf)}, "CVE-2026-0001")
			}
			set, v := of("fixed")
			if v.Status != c.want || v.Status == vex.Unknown && len(v.Possible) != 1 {
				t.Errorf("%q with %d possible: %s", v.Status, len(v.Possible), v.Why)
			}
			asked := vex.Asked{Component: component, Products: []vex.Thing{thing(amf)}, Vulnerabilities: [][]string{{"CVE-2026-0001"}}}
			if idle := set.Unused([]vex.Asked{asked}); c.want == vex.Unknown && (len(idle) != 1 || idle[0].Reason != vex.NoVersion) {
				t.Errorf("it is not said that the statement names no version: %v", idle)
			}
			if _, v := of("not_affected"); v.Status != vex.NotAffected {
				t.Errorf("not affected in any version became %q", v.Status)
			}
		})
	}
}

// TestSourcePackages: a statement about a source package is of what is built from
// it; where it may be of the binary package of that name, it is only possible.
func TestSourcePackages(t *testing.T) {
	const libssl = "pkg:deb/debian/libssl3@3.0.11-1?arch=amd64&distro=debian-12&upstream=openssl"
	for _, c := range []struct {
		product, component string
		want               vex.Status
		possible           int
	}{
		{"pkg:deb/debian/openssl@3.0.11-1?arch=source", libssl, vex.NotAffected, 0},
		{"pkg:deb/debian/openssl?arch=source&distro=debian-12", libssl, vex.NotAffected, 0},
		{"pkg:deb/debian/openssl@3.0.9-1?arch=source", libssl, vex.Unknown, 0},
		{"pkg:deb/debian/openssl@3.0.11-1", libssl, vex.Unknown, 1},
		{"pkg:deb/debian/openssl@3.0.11-1?arch=amd64", libssl, vex.Unknown, 0},
		{"pkg:deb/debian/openssl@3.0.11-1?arch=source", "pkg:deb/debian/openssl@3.0.11-1?arch=amd64", vex.NotAffected, 0},
		{"pkg:deb/debian/libssl3@3.0.11-1", libssl, vex.NotAffected, 0},
	} {
		v := vex.NewSet(asOf, docs(t, say("Debian", "2026-01-01", id(c.product), "not_affected"))...).Of(thing(c.component), nil, "CVE-2026-0001")
		if v.Status != c.want || len(v.Possible) != c.possible {
			t.Errorf("%s of %s: %q with %d possible", c.product, c.component, v.Status, len(v.Possible))
		}
	}
}

// TestReferenceIsAPackage: a file apart may name what it is of by package URL
// instead of a reference into an SBOM.
func TestReferenceIsAPackage(t *testing.T) {
	const text = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "metadata": {"timestamp": "2026-01-01T00:00:00Z"}, "vulnerabilities": [
  {"id": "CVE-2026-0001", "analysis": {"state": "not_affected", "justification": "code_not_present"}, "affects": [{"ref": "pkg:npm/zip@2"}, {"ref": "pkg:npm/zap", "versions": [{"version": "3"}]}]}]}`
	d, list, err := vex.Read(context.Background(), "vex.json", strings.NewReader(text))
	if err != nil || list.Has("sbom/dangling-reference") || list.Has("vex/no-product") {
		t.Fatal(err, list)
	}
	set := vex.NewSet(asOf, d)
	for purl, want := range map[string]vex.Status{"pkg:npm/zip@2": vex.NotAffected, "pkg:npm/zip@3": vex.Unknown, "pkg:npm/zap@3": vex.NotAffected, "pkg:npm/zap@2": vex.Unknown} {
		if v := set.Of(thing(purl), nil, "CVE-2026-0001"); v.Status != want {
			t.Errorf("%s: %q", purl, v.Status)
		}
	}
}
