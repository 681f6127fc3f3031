// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
)

func TestMattersAfterInWords(t *testing.T) {
	for _, c := range []struct {
		days result.Interval
		want string
	}{
		{result.Exactly(4.0 / 24), "matters after 4 hours"},
		{result.Exactly(1.0 / 24), "matters after 1 hour"},
		{result.Exactly(0), "matters after 0 hours"},
		{result.Exactly(43), "matters after 43 days"},
		{result.Interval{Lo: 7, Hi: 37.5}, "matters after 7 days to 37.5 days"},
		{result.Interval{Lo: 3, Hi: math.Inf(1)}, "matters after 3 days or later"},
		{result.Interval{Lo: 0, Hi: math.Inf(1)}, "matters after a time that is not known"},
	} {
		if got := (result.MattersAfter{Days: c.days}).String(); got != c.want {
			t.Errorf("%v: %q, want %q", c.days, got, c.want)
		}
	}
}

func TestIntegrityOrder(t *testing.T) {
	a := result.Assessment{Integrity: []result.Integrity{
		{Key: "b", By: "supplier", Weight: 1, Components: 9, Certainty: "possible"},
		{Key: "d", By: "supplier", Weight: 1, Components: 2, Certainty: "certain"},
		{Key: "c", By: "supplier", Weight: 1, Components: 2, Certainty: "certain"},
		{Key: "a", By: "supplier", Weight: 2, Certainty: "certain"},
		{Key: "z", By: "owner", Certainty: "possible"},
	}}
	a.Normalize()
	var got string
	for _, row := range a.Integrity {
		got += row.Key
	}
	if diff := cmp.Diff("zacdb", got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
