// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
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
	got := ownership.Beyond(in, ownership.SignificantShare)
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
	if none := ownership.Beyond(ownership.Input{Parties: in.Parties}, ownership.SignificantShare); none != nil {
		t.Errorf("without holdings: %+v", none)
	}
}
