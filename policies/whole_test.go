// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestWholeInputRulesEqualPlainOnes: of a user's rule that hands its input
// away nobody can say what it reads, so it is asked over the whole of it.
// Random such rules find of random subjects what they find one by one.
func TestWholeInputRulesEqualPlainOnes(t *testing.T) {
	var sets []*Set
	for _, body := range []string{
		`finding contains {"key": k} if some k in object.keys(input)`,
		`finding contains {"key": "n"} if count(object.keys(input)) > %d`,
		`finding contains {"key": k} if {
	some k, v in input
	is_object(v)
	count(v) > %d
}`,
		`finding contains {"key": k} if {
	some k in object.keys(object.union(input, {"more": 1}))
	count(object.keys(input.supplier)) > %d
}`,
	} {
		for _, n := range []int{2, 5} {
			body := strings.ReplaceAll(body, "%d", strconv.Itoa(n))
			s, err := compileUser(t, plainHead+body+"\n")
			if err != nil {
				t.Fatalf("%s: %v", body, err)
			}
			if !s.rules[0].reads.whole {
				t.Fatalf("it was derived what this reads: %s", body)
			}
			sets = append(sets, s)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.SampledFrom(sets).Draw(t, "rule")
		var subjects []Subject
		for i := range rapid.IntRange(1, 6).Draw(t, "subjects") {
			subjects = append(subjects, Subject{Scope: "supplier", ID: fmt.Sprint("supplier:", i), Input: random(t, inputs["supplier"], "supplier").Addr().Interface()})
		}
		rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf, MaxExamples: len(subjects)}, slices.Values(subjects))
		if err != nil {
			t.Fatal(err)
		}
		got := map[string][]string{}
		for _, f := range rep.Findings {
			at := fmt.Sprint(f.Rule, " ", f.Outcome, " ", f.Key)
			if f.Count == 0 {
				got[at] = append(got[at], f.Subject)
			}
			got[at] = append(got[at], f.Examples...)
		}
		want := oneByOne(t, s, subjects)
		for _, all := range []map[string][]string{got, want} {
			for _, list := range all {
				slices.Sort(list)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-plain +engine:\n%s", diff)
		}
	})
}
