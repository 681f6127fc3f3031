// SPDX-License-Identifier: Apache-2.0

package quality_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/sbom/quality"
)

func TestNothingToAssessHasNoScore(t *testing.T) {
	tests := []struct {
		why  string
		doc  *sbom.Document
		kedj quality.Verdict // of the profile that knows services
	}{
		{"an empty document", &sbom.Document{Root: sbom.None}, quality.Undefined},
		{"a described product without components", &sbom.Document{Format: sbom.CycloneDX, SpecVersion: "1.6",
			Nodes: full().Nodes[:1]}, quality.Undefined},
		{"services only", &sbom.Document{Format: sbom.CycloneDX, SpecVersion: "1.6", Root: sbom.None,
			Nodes: full().Nodes[2:]}, quality.Gaps},
	}
	for _, test := range tests {
		r, err := quality.Assess(test.doc)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range r.Results {
			want := quality.Undefined
			if p.Profile == "kedja/1" {
				want = test.kedj
			}
			if p.Verdict != want {
				t.Errorf("%s: %s is %s, want %s", test.why, p.Profile, p.Verdict, want)
			}
			if (p.Score == nil) != (want == quality.Undefined) || (p.Reason == "") != (p.Score != nil) {
				t.Errorf("%s: %s has score %v for the reason %q", test.why, p.Profile, p.Score, p.Reason)
			}
		}
	}
}

// TestScoreIsTheMeanShare repeats the example of docs/quality.md.
func TestScoreIsTheMeanShare(t *testing.T) {
	d := full()
	d.Nodes[1].Version = ""
	d.Authors, d.Tools = nil, nil
	r, err := quality.Assess(d, "ntia")
	if err != nil {
		t.Fatal(err)
	}
	p := r.Results[0]
	// Six required fields: author 0/1, time 1/1, supplier 2/2, name 2/2, version 1/2, dependency 2/2.
	if *p.Score != 0.75 || *p.Document != 0.5 || *p.Components != 0.875 {
		t.Errorf("score %v, document %v, components %v; want 4.5/6, 1/2, 3.5/4", *p.Score, *p.Document, *p.Components)
	}
	if p.Profile != "ntia/1" || p.Verdict != quality.Gaps {
		t.Errorf("profile %s, verdict %s; want ntia/1, gaps", p.Profile, p.Verdict)
	}
	l := p.Levels[0]
	if l.Level != quality.Required || l.Fields != 6 || l.Met != 4 {
		t.Errorf("%+v; want 4 of 6 required fields met", l)
	}
}

func TestGapsNameTheFirstTenAndCountTheRest(t *testing.T) {
	d := full()
	for i := range 42 {
		n := d.Nodes[1]
		n.Supplier, n.Manufacturer, n.Index, n.Line = nil, nil, int32(i+1), int32(100+i)
		d.Nodes = append(d.Nodes, n)
	}
	f := field(t, d, "ntia", "supplier")
	if f.Missing != 42 || len(f.Examples) != quality.MaxExamples {
		t.Fatalf("%d missing, %d examples; want 42 and %d", f.Missing, len(f.Examples), quality.MaxExamples)
	}
	if p := f.Examples[0]; p.Pointer != "/components/1" || p.Line != 100 || p.Name != "parser" {
		t.Errorf("first example %+v; want /components/1 at line 100", p)
	}
	if want := "state the supplier name of 42 components: CycloneDX components[].supplier.name"; f.Fix != want {
		t.Errorf("fix %q, want %q", f.Fix, want)
	}
}

func TestCutDocumentIsNotMet(t *testing.T) {
	d := full()
	d.Cut = true
	r, err := quality.Assess(d, "ntia")
	if err != nil {
		t.Fatal(err)
	}
	if p := r.Results[0]; p.Verdict != quality.Undetermined || !strings.Contains(p.Reason, "cut off") {
		t.Errorf("verdict %s (%s); the rest of the document may lack anything", p.Verdict, p.Reason)
	}
}

func TestProfilesAreChosenByName(t *testing.T) {
	r, err := quality.Assess(full(), "kedja", "ntia/1", "ntia")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Results) != 2 || r.Results[0].Profile != "ntia/1" || r.Results[1].Profile != "kedja/1" {
		t.Errorf("results %v; want ntia/1, kedja/1 in the order of the profiles", r.Results)
	}
	if _, ok := r.Result("kedja"); !ok {
		t.Error("the result of kedja is not found by its name")
	}
	if _, err := quality.Assess(full(), "nita"); err == nil || !strings.Contains(err.Error(), "use ntia, ") {
		t.Errorf("error %v; want one that lists the names", err)
	}
	if _, err := quality.Assess(nil); err == nil {
		t.Error("no error without a document")
	}
}

// TestProfilesAreWellFormed holds what every profile promises.
func TestProfilesAreWellFormed(t *testing.T) {
	for _, p := range quality.Profiles() {
		seen := map[string]bool{}
		if p.Version < 1 || p.Source.Title == "" || p.Source.Date == "" || p.Source.Provenance == "" || p.Summary == "" {
			t.Errorf("%s: version, source and summary have to be filled in", p.Name)
		}
		for _, r := range p.Rules {
			if r.ID == "" || seen[r.ID] || r.Title == "" || r.Section == "" || r.Level == "" || r.Scope == "" {
				t.Errorf("%s/%s: an id of its own, title, section, level and scope have to be filled in", p.Name, r.ID)
			}
			if len(r.Where) == 0 && r.Remedy == "" {
				t.Errorf("%s/%s: say where to state it, or what else to do", p.Name, r.ID)
			}
			seen[r.ID] = true
		}
	}
}

// TestHostileDocuments holds that what no reader makes does not panic.
func TestHostileDocuments(t *testing.T) {
	d := full()
	d.Root = 99
	d.Depends = []sbom.Edge{{From: -1, To: 1}, {From: 1, To: 99}, {From: 1, To: 1}}
	d.Contains = []sbom.Edge{{From: 7, To: 7}}
	d.Relations = []sbom.Relation{{Type: "hasDistributionArtifact", From: 0, To: 88}}
	d.Outside = []sbom.OutsideEdge{{From: 77, Type: "dependsOn"}}
	d.Nodes[1].Name = "x\n::error::y\x1b[31m##[z"
	d.Nodes[1].Supplier, d.Nodes[1].Manufacturer = nil, nil
	r, err := quality.Assess(d)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := r.Text(&b, quality.TextOptions{Full: true}); err != nil {
		t.Fatal(err)
	}
	if text := b.String(); strings.Contains(text, "\n::error") || strings.Contains(text, "\x1b") || strings.Contains(text, "##[") {
		t.Errorf("a name begins a line, steers a terminal or a build:\n%s", text)
	}
}

func TestReportIsTheSameEveryTime(t *testing.T) {
	var first []byte
	for range 20 {
		d := full()
		d.Nodes[1].Supplier, d.Nodes[1].Manufacturer = nil, nil
		r, err := quality.Assess(d)
		if err != nil {
			t.Fatal(err)
		}
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b
		}
		if !bytes.Equal(b, first) {
			t.Fatalf("two reports of one document differ:\n%s\n%s", first, b)
		}
	}
}
