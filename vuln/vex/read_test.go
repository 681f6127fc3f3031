// SPDX-License-Identifier: Apache-2.0

package vex_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln/vex"
)

// TestDetection: the content tells what a file is, whatever its name.
func TestDetection(t *testing.T) {
	openVEX := say("Teliqon", "2026-01-01", id("pkg:npm/zip"), "fixed")
	sealed := fmt.Sprintf(`{"payloadType": "application/vnd.in-toto+json", "payload": %q, "signatures": []}`,
		base64.StdEncoding.EncodeToString([]byte(`{"predicateType": "https://openvex.dev/ns", "predicate": `+openVEX+`}`)))
	for _, c := range []struct {
		name, text string
		format     vex.Format
		at         string // pointer of the first statement
	}{
		{"OpenVEX", openVEX, vex.OpenVEX, "/statements/0"},
		{"with a byte order mark", "\xEF\xBB\xBF" + openVEX, vex.OpenVEX, "/statements/0"},
		{"without context", strings.Replace(openVEX, "@context", "context", 1), vex.OpenVEX, "/statements/0"},
		{"in an envelope", sealed, vex.OpenVEX, "/payload/predicate/statements/0"},
		{"CycloneDX XML", `<bom xmlns="http://cyclonedx.org/schema/bom/1.4"><vulnerabilities><vulnerability><id>CVE-1</id><analysis><state>in_triage</state></analysis></vulnerability></vulnerabilities></bom>`, vex.CycloneDX, ""},
		{"CSAF without statements", `{"document": {"csaf_version": "2.0"}}`, vex.CSAF, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, list, err := vex.Read(context.Background(), "x.txt", iotest.OneByteReader(strings.NewReader(c.text)))
			if err != nil || doc.Format != c.format || doc.File != "x.txt" {
				t.Fatalf("%+v, %v, %v", doc, list, err)
			}
			if len(doc.Statements) > 0 && doc.Statements[0].Position.Pointer != c.at {
				t.Errorf("the first statement is at %v", doc.Statements[0].Position)
			}
		})
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct{ name, text, code string }{
		{"empty", "", "vex/not-vex"},
		{"text", "not affected", "vex/not-vex"},
		{"a list", "[]", "vex/not-vex"},
		{"an OSV record", `{"id": "GHSA-1", "affected": [], "modified": "2026-01-01T00:00:00Z"}`, "vex/not-vex"},
		{"an envelope around something else", `{"payloadType": "x", "payload": "e30="}`, "sbom/not-an-sbom"},
		{"in-toto of something else", `{"predicateType": "https://openvex.dev/ns", "predicate": []}`, "vex/not-vex"},
		{"cut before the first statement", `{"@context": "https://openvex.dev/ns", "author": "x`, "json/syntax"},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc, _, err := vex.Read(context.Background(), "x.json", strings.NewReader(c.text))
			d, ok := errors.AsType[diag.Diagnostic](err)
			if doc != nil || !ok || d.Code != c.code || d.File != "x.json" || d.Remedy == "" {
				t.Errorf("%v, %v", doc, err)
			}
		})
	}
}

func TestReadFails(t *testing.T) {
	if _, _, err := vex.Read(context.Background(), "x.json", iotest.ErrReader(io.ErrClosedPipe)); !errors.Is(err, io.ErrClosedPipe) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := vex.Read(ctx, "x.json", strings.NewReader("{}")); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestDeep: parts within parts without end cost what they are worth.
func TestDeep(t *testing.T) {
	const deep = 9_000
	text := `{"@context": "https://openvex.dev/ns", "statements": [{"vulnerability": {"name": "CVE-1"}, "status": "fixed", "products": [` +
		strings.Repeat(`{"@id": "pkg:npm/a", "subcomponents": `, deep) + `[]` + strings.Repeat("}", deep) + `]}]}`
	doc, list, err := vex.Read(context.Background(), "x", strings.NewReader(text))
	if err != nil || len(doc.Statements) != 1 || !list.Has("vex/limit") {
		t.Fatalf("%v, %v", list, err)
	}
	branches := strings.Repeat(`{"branches": [`, 4000) + `{"product": {"product_id": "a", "name": "a"}}` + strings.Repeat(`]}`, 4000)
	doc, list, err = vex.Read(context.Background(), "x", strings.NewReader(
		`{"document": {}, "vulnerabilities": [{"cve": "CVE-1", "product_status": {"fixed": ["a"]}}], "product_tree": {"branches": [`+branches+`]}}`))
	if err != nil || len(doc.Statements) != 1 || list.Has("vex/undefined-product") {
		t.Fatalf("%v, %v", list, err)
	}
}

// TestCutClearsNothing cuts each golden input at every line: nothing that the
// whole does not say may come of it, and nothing that clears.
func TestCutClearsNothing(t *testing.T) {
	statements := 0
	for _, text := range inputs(t) {
		whole, _, err := vex.Read(context.Background(), "x", bytes.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		if whole.Cut {
			continue
		}
		end := bytes.TrimSpace(text)
		for at := 0; at < len(end)-3; at += 1 + bytes.IndexByte(append(end[at:len(end):len(end)], '\n'), '\n') {
			doc, _, err := vex.Read(context.Background(), "x", bytes.NewReader(end[:at]))
			if err != nil {
				continue
			}
			statements += len(doc.Statements)
			for _, s := range doc.Statements {
				if s.Status == vex.NotAffected || s.Status == vex.Fixed {
					t.Errorf("cut after %d bytes, %s is %s", at, s.Vulnerability.ID, s.Status)
				}
			}
		}
	}
	if statements < 20 {
		t.Errorf("only %d statements were left in what was cut", statements)
	}
}

// FuzzRead holds for every dialect that reading does not panic, that its
// result is whole, and that a second reading gives the same.
func FuzzRead(f *testing.F) {
	for _, text := range inputs(f) {
		f.Add(text)
	}
	corpus.Seed(f, func([]byte) bool { return true }, "vex")
	f.Fuzz(func(t *testing.T, data []byte) {
		doc, list, err := vex.Read(context.Background(), "fuzz", bytes.NewReader(data))
		if (doc == nil) == (err == nil) {
			t.Fatalf("%v with %v", doc, err)
		}
		if doc == nil {
			return
		}
		if len(doc.Statements) == 0 && len(list) == 0 {
			t.Error("nothing was read and nothing said")
		}
		for i := range doc.Statements {
			s := &doc.Statements[i]
			switch s.Status {
			case vex.NotAffected, vex.Fixed, vex.UnderInvestigation, vex.Affected:
			default:
				t.Errorf("status %q", s.Status)
			}
		}
		again, _, _ := vex.Read(context.Background(), "fuzz", bytes.NewReader(data))
		same(t, doc, again)
		set := vex.NewSet(asOf, doc)
		for _, s := range doc.Statements {
			for _, p := range s.Products {
				set.Of(vex.Thing{PURLs: p.PURLs, CPEs: p.CPEs, Hashes: p.Hashes, Ref: p.Ref, Serial: p.Serial}, nil, s.Vulnerability.ID)
			}
		}
		set.Unused(nil)
	})
}

// TestXMLSaysTheSame holds that versions, dates and other names are read from
// either serialization of CycloneDX.
func TestXMLSaysTheSame(t *testing.T) {
	var got []vex.Statement
	for file, text := range map[string]string{
		"a.json": `{"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1, "components": [{"type": "library", "bom-ref": "a", "name": "a", "purl": "pkg:npm/a"}],
			"vulnerabilities": [{"id": "CVE-2026-0001", "references": [{"id": "GHSA-1", "source": {"name": "x"}}],
			"analysis": {"state": "not_affected", "justification": "code_not_present", "firstIssued": "2026-01-01T00:00:00Z", "lastUpdated": "2026-01-02T00:00:00Z"},
			"affects": [{"ref": "a", "versions": [{"version": "1.0", "status": "unaffected"}, {"range": "vers:npm/>=2", "status": "unaffected"}, {"version": "1.5", "status": "affected"}]}]}]}`,
		"a.xml": `<bom xmlns="http://cyclonedx.org/schema/bom/1.6" version="1"><components><component type="library" bom-ref="a"><name>a</name><purl>pkg:npm/a</purl></component></components>
			<vulnerabilities><vulnerability><id>CVE-2026-0001</id><references><reference><id>GHSA-1</id><source><name>x</name></source></reference></references>
			<analysis><state>not_affected</state><justification>code_not_present</justification><firstIssued>2026-01-01T00:00:00Z</firstIssued><lastUpdated>2026-01-02T00:00:00Z</lastUpdated></analysis>
			<affects><target><ref>a</ref><versions><version><version>1.0</version><status>unaffected</status></version><version><range>vers:npm/&gt;=2</range><status>unaffected</status></version><version><version>1.5</version><status>affected</status></version></versions></target></affects>
			</vulnerability></vulnerabilities></bom>`,
	} {
		doc, list, err := vex.Read(t.Context(), file, strings.NewReader(text))
		if err != nil || len(doc.Statements) != 1 {
			t.Fatal(file, err, list)
		}
		s := doc.Statements[0]
		s.Position = diag.Position{}
		for i := range s.Products { // the digest of the file
			s.Products[i].SHA256 = ""
			for j := range s.Products[i].Subcomponents {
				s.Products[i].Subcomponents[j].SHA256 = ""
			}
		}
		got = append(got, s)
	}
	if diff := cmp.Diff(got[0], got[1]); diff != "" {
		t.Error(diff)
	}
	s := got[0]
	if len(s.Products) != 2 || s.Vulnerability.Aliases[0] != "GHSA-1" || s.Timestamp.Day() != 1 || s.LastUpdated.Day() != 2 ||
		s.Products[0].Subcomponents[0].Version != "1.0" || s.Products[1].Subcomponents[0].Range != "vers:npm/>=2" {
		t.Errorf("%+v", s)
	}
}
