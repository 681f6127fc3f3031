// SPDX-License-Identifier: Apache-2.0

package supplier_test

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/supplier"
)

// TestReject holds what is reported as an error to being unknown, whatever is
// worked out of the record.
func TestReject(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"countries", "established: Sweden\nheadquarters: SE", `{"id":"a","headquarters":"SE"}`},
		{"a share in per cent", "owners: [{party: b, share: 62}, {party: c, share: 0.2}]",
			`{"id":"a","owners":[{"party":"b","share":[0,1]},{"party":"c","share":[0,1]}]}`}, // they add up to too much as well
		{"a negative share", "owners: [{party: b, votes: -1}, {party: c, votes: 0.2}]",
			`{"id":"a","owners":[{"party":"b","votes":[0,1]},{"party":"c","votes":0.2}]}`},
		{"a holding that ends before it begins", "owners: [{party: b, share: 0.6, from: 2024-01-01, to: 2020-01-01}]",
			`{"id":"a","owners":[{"party":"b","share":[0,0.6],"votes":[0,1]}]}`},
		{"a site in no country", "sites: [{kind: support, country: Sweden}, {kind: support, country: XA}]\nsitesComplete: true",
			`{"id":"a","sites":[{"kind":"support","country":"XA"}]}`},
		{"sites above the whole", "sites: [{kind: support, country: XA, share: 0.7}, {kind: support, country: XB, share: 0.7}, {kind: hosting, country: XB, share: 0.7}]",
			`{"id":"a","sites":[{"kind":"support","country":"XA","share":[0,1]},{"kind":"support","country":"XB","share":[0,1]},{"kind":"hosting","country":"XB","share":0.7}]}`},
		{"an act of nobody", "designations: [{regime: 'national:SE', status: high-risk}]", `{"id":"a"}`},
		{"practices", "practices: {supportYears: -1, patchDays: {critical: -3, high: 30}}\nsupplyAssurance: {stockDays: -1, endOfSale: soon}",
			`{"id":"a","practices":{"patchDays":{"high":30}}}`},
		{"unlisted holders", "unlistedHolderMax: 5", `{"id":"a"}`},
		{"what is right", "owners: [{party: b, share: 0.62}]\nunlistedHolderMax: 0.05", `{"id":"a","owners":[{"party":"b","share":0.62}],"unlistedHolderMax":0.05}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := parse(t, "kind: Supplier\nid: a\n"+c.text+"\n")[0].Value.(*supplier.Supplier)
			found := s.Check()
			if diff := cmp.Diff(found, s.Reject()); diff != "" {
				t.Error("Reject reports other things than Check:", diff)
			}
			got, err := json.Marshal(s)
			if diff := cmp.Diff(c.want, string(got)); err != nil || diff != "" {
				t.Error(err, diff)
			}
			if again := s.Reject(); again.Err() != nil {
				t.Errorf("errors are left: %v", again)
			}
		})
	}
	s := parse(t, "kind: Supplier\nid: a\nsites:\n  - {kind: support, country: Sweden}\n  - {kind: support, country: XA}\n")[0].Value.(*supplier.Supplier)
	s.Reject()
	if at := s.At("/sites/0/country"); at.Line != 6 {
		t.Errorf("the site that is left stands at %s", at)
	}
	k := parse(t, "kind: Country\ncode: XA\nindices: {ruleOfLaw: 120, peace: 3}\nconcern: [{regime: r}]\n")[0].Value.(*supplier.Country)
	k.Reject()
	if diff := cmp.Diff(map[string]float64{"peace": 3}, k.Indices); diff != "" || k.Concern.Known() {
		t.Error(diff, k.Concern)
	}
}
