// SPDX-License-Identifier: Apache-2.0

package ownership_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/risk/ownership"
)

// questionLine is an open question in one line.
func questionLine(q ownership.Question) string {
	out := q.Ask + " " + q.Party
	if q.Holder != "" {
		out += " " + q.Holder
	}
	if q.Alone {
		out += " alone"
	}
	return out
}

// TestOpenQuestions: what is asked for matters, and what does not is left out.
func TestOpenQuestions(t *testing.T) {
	tests := []struct {
		name, network string
		want          []string
	}{
		{"all is known", "a < b 0.6; rest 0.1\nb person XB", nil},
		{"no owner is recorded", "a SE", []string{"owners a alone"}},
		{"nor of the controller", "a < b 0.6\nb XB", []string{"owners b alone"}},
		{"where the list ends", "a SE < b 0.4\nb person XB", []string{"unlistedHolderMax a alone"}},
		{"a range across the half", "a SE < b 0.4-0.6; rest 0.1\nb person XB", []string{"unlistedHolderMax a", "votes a b"}},
		{"a range and nobody else", "a SE < b 0.4-0.6; rest 0\nb person XB", []string{"votes a b alone"}},
		{"a range that does not matter", "a SE < b 0.6-0.7, c 0.1-0.2\nb XB\nc XC", []string{"owners b alone"}},
		{"two lists at once", "a SE < b 0.6\nb XB < c 0.4\nc XC", []string{"unlistedHolderMax b alone"}},
		{"from where", "a < b 0.6; rest 0.1\nb person", []string{"established b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, _, ok := ownership.Explain(parse(t, tt.network), "a", ownership.SignificantShare)
			if !ok {
				t.Fatal("a is not found")
			}
			var got []string
			for _, q := range e.Open {
				got = append(got, questionLine(q))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", line(e.Control), diff)
			}
		})
	}
}

func TestExplainMarksThePath(t *testing.T) {
	e, _, _ := ownership.Explain(parse(t, "a < b 0.3, c 0.3, d 0.1\nb < p 1\nc < p 0.9\nd < p 1\np person XB\nx < a 1"), "a", ownership.SignificantShare)
	var got []string
	for _, s := range e.Holdings {
		mark := ""
		if s.OnPath {
			mark = "*"
		}
		got = append(got, fmt.Sprintf("%s%s > %s %v", mark, s.Holder, s.Party, s.Votes))
	}
	want := []string{"*b > a 0.3", "*c > a 0.3", "d > a 0.1", "*p > b 1", "*p > c 0.9", "p > d 1"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if _, _, ok := ownership.Explain(parse(t, "a < b 1"), "q", ownership.SignificantShare); ok {
		t.Error("a party that nobody names is explained")
	}
}
