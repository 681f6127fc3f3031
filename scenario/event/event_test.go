// SPDX-License-Identifier: Apache-2.0

package event_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/load"
	"github.com/kedja/kedja/scenario/event"
)

var update = flag.Bool("update", false, "write what the tests compare with")

func kind() load.Kind {
	return load.Kind{Name: "Scenario", New: func() any { return &event.Scenario{} }}
}

const head = "apiVersion: kedja/v1\nkind: Scenario\nid: s\n"

func read(t testing.TB, text string) (*event.Scenario, string) {
	t.Helper()
	records, ds, err := load.Bytes("s.yaml", []byte(head+text), []load.Kind{kind()}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, r := range records {
		s := r.Value.(*event.Scenario)
		ds = append(ds, s.Check()...)
	}
	for _, d := range ds {
		lines = append(lines, fmt.Sprintf("%d: %s", d.Line, d.Message))
	}
	if len(records) == 0 {
		return nil, strings.Join(lines, "\n")
	}
	return records[0].Value.(*event.Scenario), strings.Join(lines, "\n")
}

func TestRecord(t *testing.T) {
	s, wrong := read(t, `name: Two at once
hazard: natural
asOf: 2026-11-20
transitionMonths: 36
events:
  - {remove: "owner:qanta", mode: stop}
  - {sell: "supplier:amber", to: "owner:qanta", on: 2027-02-01}
  - {shortage: gallium}
`)
	if wrong != "" {
		t.Fatal(wrong)
	}
	var got []string
	for i := range s.Events {
		got = append(got, s.Events[i].String())
	}
	want := []string{"remove owner:qanta in mode stop", "sell supplier:amber to owner:qanta on 2027-02-01", "shortage of gallium"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if *s.TransitionMonths != 36 || s.AsOf.String() != "2026-11-20" || s.Events[1].On.String() != "2027-02-01" {
		t.Errorf("read %+v", s)
	}
}

// TestWrongRecords holds what is said of each mistake, with its line.
func TestWrongRecords(t *testing.T) {
	for text, want := range map[string]string{
		"events: []":                                         "4: ",
		"events: [{on: 2027-01-01}]":                         "this is 0 of them",
		"events: [{remove: a, hazard: b}]":                   "this is 2 of them",
		"events: [{remove: teliqon}]":                        `"teliqon" is no subject: write supplier:ID, owner:ID, country:CC, component:ID`,
		"events: [{remove: 'supplier:a', mode: gone}]":       `"gone" is none: use stop, noSupply, noCare`,
		"events: [{exclude: 'supplier:a', mode: stop}]":      "belongs to remove, not to exclude",
		"events: [{sell: 'supplier:a'}]":                     "say to whom",
		"events: [{sell: 'supplier:a', to: b}]":              `"b" is no subject`,
		"events: [{hazard: 'supplier:a'}]":                   "write country:CC",
		"hazard: war\nevents: [{shortage: x}]":               `4: "war" is no hazard`,
		"transitionMonths: -1\nevents: [{shortage: x}]":      "4: a transition of -1 months",
		"events: [{shortage: x, on: 1 May}]":                 "write YYYY-MM-DD",
		"events: [{shortage: x}]\nwhen: soon":                "when",
		"events: [{shortage: x, to: 'owner:a'}]":             "belongs to sell",
		"events: [{remove: 'component:'}]":                   "is no subject",
		"events: [{endOfSupport: 'supplier:a'}]":             "write product:ID",
		"events: [{compromise: 'country:XA'}]":               "write supplier:ID, owner:ID, component:ID",
		"events: [{exclude: 'component:a', on: 2027-01-01}]": "write supplier:ID, owner:ID, country:CC",
		"events: [{shortage: x}]\nevents: [{shortage: y}]\n": "events",
	} {
		if _, got := read(t, text+"\n"); !strings.Contains(got, want) {
			t.Errorf("%s\nsays %q, want %q", text, got, want)
		}
	}
}

func TestParse(t *testing.T) {
	for _, x := range []struct{ kind, text, want string }{
		{"remove", "supplier:a", "remove supplier:a"},
		{"remove", "supplier:a:stop", "remove supplier:a in mode stop"},
		{"remove", "component:pkg:npm/x@1.2.3", "remove component:pkg:npm/x@1.2.3"},
		{"remove", "component:pkg:npm/x@1.2.3:noCare@2027-01-01", "remove component:pkg:npm/x@1.2.3 in mode noCare on 2027-01-01"},
		{"exclude", "supplier:a@2027-01-01", "exclude supplier:a on 2027-01-01"},
		{"sell", "supplier:a=owner:b", "sell supplier:a to owner:b"},
		{"sell", "supplier:a=owner:state:XA@2027-01-01", "sell supplier:a to owner:state:XA on 2027-01-01"},
		{"end-of-support", "product:p", "end of support of product:p"},
		{"hazard", "country:XA", "hazard in country:XA"},
		{"shortage", "gallium", "shortage of gallium"},
		{"compromise", "supplier:a", "compromise supplier:a"},
		{"compromise", "component:pkg:npm/x@1.2.3", "compromise component:pkg:npm/x@1.2.3"},
		{"exclude", "country:XA@2027-01-01", "exclude country:XA on 2027-01-01"},
	} {
		e, err := event.Parse(x.kind, x.text)
		if err != nil {
			t.Errorf("%s %s: %v", x.kind, x.text, err)
			continue
		}
		if got := e.String(); got != x.want {
			t.Errorf("%s %s is %q, want %q", x.kind, x.text, got, x.want)
		}
	}
	for _, x := range [][2]string{{"remove", "a"}, {"exclude", "supplier:a@2027-13-01"}, {"sell", "supplier:a"}, {"ruin", "supplier:a"}, {"shortage", ""}} {
		if e, err := event.Parse(x[0], x[1]); err == nil {
			t.Errorf("%s %s is taken for %q", x[0], x[1], e.String())
		}
	}
}

// TestSchema compares docs/schema with the Go type.
func TestSchema(t *testing.T) {
	const file = "../../docs/schema/scenario.schema.json"
	got, err := load.Schema(kind())
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s is not what the type says; run this test with -update", file)
	}
}

// FuzzRecord holds that no record makes the reader panic, and that every
// event it takes is whole: of one kind, and said again by its own text.
func FuzzRecord(f *testing.F) {
	f.Add(head + "events: [{remove: 'supplier:a', mode: stop, on: 2027-01-01}]\n")
	f.Add(head + "hazard: insider\ntransitionMonths: 36\nevents: [{sell: 'supplier:a', to: 'owner:b'}, {shortage: gallium}]\n")
	f.Add(head + "events: none\n")
	f.Add(`{"apiVersion": "kedja/v1", "kind": "Scenario", "id": "s", "events": [{"hazard": "country:XA"}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		records, ds, err := load.Bytes("s.yaml", []byte(text), []load.Kind{kind()}, nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range records {
			s := r.Value.(*event.Scenario)
			_ = s.Check()
			if r.Incomplete || ds.Err() != nil {
				continue
			}
			for i := range s.Events {
				kind, subject := s.Events[i].What()
				if err := s.Events[i].Validate(); err != nil || kind == "" || !strings.Contains(s.Events[i].String(), subject) {
					t.Errorf("the reader took %+v: %v", s.Events[i], err)
				}
			}
		}
	})
}

// FuzzParse holds that no argument makes the parser panic.
func FuzzParse(f *testing.F) {
	f.Add("remove", "supplier:a:stop@2027-01-01")
	f.Add("sell", "supplier:a=owner:b")
	f.Fuzz(func(t *testing.T, kind, text string) {
		if e, err := event.Parse(kind, text); err == nil {
			if err := e.Validate(); err != nil {
				t.Errorf("%s %q is taken although %v", kind, text, err)
			}
		}
	})
}

func ExampleParse() {
	e, err := event.Parse("exclude", "supplier:qanta@2027-01-01")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(e.String())
	// Output: exclude supplier:qanta on 2027-01-01
}
