// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk/ownership"
)

// TestBeyond: holders and influence come together by party, and a right that
// is stated in two places is one row.
func TestBeyond(t *testing.T) {
	in := parse(t, "a < b 0.6, c 0.3 board; rest 0\nb person\nc person\nd < e 0.1; rest 0.1")
	one, two := result.Evidence{File: "a.yaml", Line: 3}, result.Evidence{File: "a.yaml", Line: 9}
	golden := ownership.Right{Holder: "state:XA", Party: "a", Kind: ownership.GoldenShare}
	for _, at := range []result.Evidence{two, one} {
		golden.At = at
		in.Rights = append(in.Rights, golden)
	}
	got, _ := ownership.Beyond(in, ownership.SignificantShare)
	exactly := result.Exactly
	want := result.Control{
		Party: "a",
		Significant: []result.SignificantHolding{
			{Holder: "b", Share: exactly(.6), Votes: exactly(.6), Certain: true},
			{Holder: "c", Share: exactly(.3), Votes: exactly(.3), Certain: true},
		},
		Decisive: []result.Influence{
			{Holder: "b", By: "sole", Certain: true},
			{Holder: "c", By: "board", Evidence: []result.Evidence{{File: "suppliers.yaml", Line: 1}}},
			{Holder: "state:XA", By: "golden-share", Certain: true, Evidence: []result.Evidence{one, two}},
		},
	}
	if diff := cmp.Diff(want, got["a"]); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if row, ok := got["d"]; ok {
		t.Errorf("d has nobody, and has %+v", row)
	}
	if none, _ := ownership.Beyond(ownership.Input{Parties: in.Parties}, ownership.SignificantShare); none != nil {
		t.Errorf("without holdings: %+v", none)
	}
}

// TestBeyondHasAnEnd: a chain in which everybody controls all below is left
// out when it is too long to list.
func TestBeyondHasAnEnd(t *testing.T) {
	chain := func(n int) ownership.Input {
		var in ownership.Input
		for i := range n {
			in.Holdings = append(in.Holdings, ownership.Holding{Holder: fmt.Sprintf("p%04d", i), Party: fmt.Sprintf("p%04d", i+1), Share: result.Exactly(1), Votes: result.Exactly(1)})
		}
		return in
	}
	if got, ds := ownership.Beyond(chain(40), ownership.SignificantShare); len(got["p0040"].Significant) != 41 || len(got["p0040"].Decisive) != 40 || len(ds) != 0 {
		t.Errorf("40 stand above the last, and whoever owns the first: %d, %d, %v", len(got["p0040"].Significant), len(got["p0040"].Decisive), ds)
	}
	if got, ds := ownership.Beyond(chain(640), ownership.SignificantShare); got != nil || !ds.Has("ownership/too-many") {
		t.Errorf("640 above one another make more than %d rows, and %d parties are listed: %v", ownership.MaxListed, len(got), ds)
	}
}
