// SPDX-License-Identifier: Apache-2.0

package scenario_test

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/scenario"
)

var update = flag.Bool("update", false, "write what the tests compare with")

func TestLosses(t *testing.T) {
	for _, x := range []struct {
		name   string
		events []string
		want   []string
	}{
		{"an alternative carries the ward; the service that amber runs stops at once", []string{"remove supplier:amber"}, []string{
			"office lost stop certain after 0 back [0, ∞] exceeded unknown for billing",
		}},
		// Amber has stock for 30 days and birch for 10: the ward runs until
		// both are gone. Birch can be replaced in 2 + [4, 8] months, amber in
		// 9 of 30.436875 days each: one of them is enough.
		{"one owner takes both", []string{"remove owner:grove"}, []string{
			"ward lost noSupply certain after 30 back [183, 274] exceeded yes for records-a records-b",
			"lab lost noSupply certain after 30 back [183, 274] exceeded yes for records-a records-b",
			"office lost stop certain after 0 back [0, ∞] exceeded unknown for billing",
		}},
		{"one mode only", []string{"remove owner:grove:noCare"}, []string{
			"ward degraded noCare certain for records-a records-b",
			"lab degraded noCare certain for records-a records-b",
		}},
		// Cedar has no owners and is established in FI. Who controls dogwood,
		// nobody knows.
		{"the country of control", []string{"remove country:FI"}, []string{
			"lab lost noSupply certain after [0, ∞] back 548 exceeded unknown for analyser",
			"office lost stop possible unlisted after 0 back [0, ∞] exceeded unknown for billing",
		}},
		// Where birch and dogwood work is not recorded. Amber runs the service
		// from SE, surely not from XB.
		{"hazards where amber develops and where the analyser is made", []string{"hazard country:XB", "hazard country:XA"}, []string{
			"lab lost noSupply certain after [0, ∞] back 548 exceeded unknown for analyser records-a",
			"ward lost noSupply possible unlisted after 30 back [183, 274] exceeded yes for records-a records-b",
			"office lost stop possible unlisted after 0 back [0, ∞] exceeded unknown for billing",
		}},
		{"a shortage stops hardware only", []string{"shortage gallium"}, []string{
			"lab lost noSupply certain after [0, ∞] back 548 exceeded unknown for analyser",
		}},
		{"an end of support", []string{"end-of-support product:analyser"}, []string{"lab degraded noCare certain for analyser"}},
		{"an exclusion acts when its transition is over", []string{"exclude supplier:amber@2027-01-01", "transition 12"}, []string{
			"office lost stop certain after 365 back [0, ∞] exceeded unknown for billing",
		}},
		{"a sale and a compromise take nothing", []string{"sell supplier:cedar=owner:grove", "compromise supplier:amber"}, []string{}},
	} {
		got := lossLines(run(t, input(t, small), x.events...))
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s (-want +got)\n%s", x.name, diff)
		}
	}
}

// TestSchema compares docs/schema with the Go types.
func TestSchema(t *testing.T) {
	const file = "../docs/schema/scenarioreport.schema.json"
	got, err := scenario.Schema()
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
		t.Errorf("%s is not what the types say; run this test with -update", file)
	}
}
