// SPDX-License-Identifier: Apache-2.0

package result_test

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/kedja/kedja/result"
)

// The encoder of this package writes what that of the standard library does.
func TestMarshalWritesWhatTheStandardLibraryDoes(t *testing.T) {
	check := func(t interface {
		Fatal(...any)
		Fatalf(string, ...any)
	}, a *result.Assessment) {
		got, err := result.Marshal(a)
		if err != nil {
			t.Fatal(err)
		}
		want, err := result.Plainly(a)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Fatalf("(-standard library +own):\n%s", diff)
		}
		var streamed bytes.Buffer
		if err := result.Encode(&streamed, a); err != nil || !bytes.Equal(streamed.Bytes(), want) {
			t.Fatalf("a stream gets other bytes: %v", err)
		}
	}
	check(t, &result.Assessment{})
	check(t, sample())
	long := sample()
	for i := range 3000 { // more than one piece of the stream
		long.Findings = append(long.Findings, result.Finding{ID: strings.Repeat("x", i%100), Message: strings.Repeat("ü#", i%7)})
	}
	check(t, long)
	rapid.Check(t, func(t *rapid.T) { check(t, draw(t)) })
}

// What is said to be normal is left alone by Normalize, and what Normalize
// leaves is normal.
func TestNormal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := draw(t)
		before := *a
		said := result.IsNormal(a)
		a.Normalize()
		if diff := cmp.Diff(&before, a); said && diff != "" {
			t.Fatalf("it was said to be normal, but changed:\n%s", diff)
		}
		if !result.IsNormal(a) {
			t.Fatal("it is not normal after Normalize")
		}
	})
}

// Each single thing that Normalize would change is seen.
func TestNotNormal(t *testing.T) {
	for name, spoil := range map[string]func(a *result.Assessment){
		"kind":          func(a *result.Assessment) { a.Kind = "" },
		"encoding":      func(a *result.Assessment) { a.Findings[0].Message = "\xff" },
		"outcome":       func(a *result.Assessment) { a.Findings[0].Outcome = "" },
		"null":          func(a *result.Assessment) { a.CutSets = nil },
		"empty":         func(a *result.Assessment) { a.Findings[0].Missing = []string{} },
		"digits":        func(a *result.Assessment) { *a.Products[0].Spend = 1.0000001 },
		"interval":      func(a *result.Assessment) { a.Tiers[0].HHINet.Lo = math.NaN() },
		"negative zero": func(a *result.Assessment) { a.Tiers[0].Shift.Lo = math.Copysign(0, -1) },
		"order":         func(a *result.Assessment) { a.Restartable[0].Keys = []string{"b", "a"} },
		"order of rows": func(a *result.Assessment) { a.Facts = []result.Fact{{Subject: "b"}, {Subject: "a"}} },
		"order in ties": func(a *result.Assessment) {
			a.Facts = []result.Fact{{Subject: "a", Line: 2}, {Subject: "a", Line: 1}}
		},
		"key of a map":    func(a *result.Assessment) { a.Params["\xff"] = "" },
		"value of a map":  func(a *result.Assessment) { a.Params["a"] = "\xff" },
		"sum of a score":  func(a *result.Assessment) { a.Scores[0].Contributions.AtHi[0].Value += 0.00001 },
		"name of a cause": func(a *result.Assessment) { a.Scores[0].Contributions.AtHi[0].Name = "\xff" },
	} {
		a := sample()
		a.Normalize()
		if !result.IsNormal(a) {
			t.Fatal("the sample is not normal")
		}
		if spoil(a); result.IsNormal(a) {
			t.Errorf("%s: not seen", name)
		}
	}
}

// Of the types of a result few are left to the slower encoder of the standard
// library: those that have rules of their own.
func TestOpaque(t *testing.T) {
	if diff := cmp.Diff([]string{"diag.Diagnostic", "diag.Severity"}, result.Opaque()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func FuzzText(f *testing.F) {
	for _, s := range []string{"", "a", `"\`, "##", "a###b", "\x00\x1f\x7f", "\u2028\u202e\u009b", "\xff", "ö\U000e0041", "</script>&"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if own, plain := result.WriteText(s); own != plain {
			t.Errorf("%q is written %s, want %s", s, own, plain)
		}
	})
}
