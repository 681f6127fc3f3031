// SPDX-License-Identifier: Apache-2.0

package severity_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/kedja/kedja/vuln/severity"
)

func ExampleScore() {
	score, err := severity.Score("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")
	fmt.Println(score, severity.Word(score), err)
	// Output: 9.8 critical <nil>
}

func ExampleHighest() {
	r, err := severity.Highest("AV:N/AC:L/Au:N/C:P/I:P/A:P", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:L/A:L")
	fmt.Println(r.Score, r.Version, err)
	// Output: 7.5 2.0 <nil>
}

func ExampleOf() {
	fmt.Println(severity.Of("MODERATE"), severity.Of("Important"), severity.Of("not yet assigned") == "")
	// Output: moderate high true
}

func TestScore(t *testing.T) {
	for _, c := range []struct {
		why, vector string
		want        float64
	}{
		// The worked examples of the specifications: 2.0 section 3.3, the
		// example documents of 3.0, 3.1 and 4.0.
		{"2.0: CVE-2002-0392", "AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8},
		{"2.0: CVE-2003-0818", "AV:N/AC:L/Au:N/C:C/I:C/A:C", 10},
		{"2.0: CVE-2003-0062", "AV:L/AC:H/Au:N/C:C/I:C/A:C", 6.2},
		{"2.0 with temporal and environmental metrics", "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H", 7.8},
		{"2.0 with some temporal metrics", "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F", 7.8},
		{"2.0 as the NVD wrote it", "(AV:N/AC:L/Au:N/C:N/I:N/A:C)", 7.8},
		{"2.0 with a prefix that it does not have", "CVSS:2.0/AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8},
		{"2.0 as scanners write it", "CVSS2#AV:N/AC:L/Au:N/C:N/I:N/A:C", 7.8},
		{"3.0: CVE-2013-1937", "CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1},
		{"3.1: CVE-2014-0160", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5},
		{"3.1: no impact", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0},
		{"3.1 with temporal metrics", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/RL:O/RC:U", 7.5},
		{"3.1 with environmental metrics", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/MAV:P/CR:L", 7.5},
		{"3.1 ending in a slash", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/", 7.5},
		{"3.1 in lower case", "cvss:3.1/av:n/ac:l/pr:n/ui:n/s:u/c:h/i:n/a:n", 7.5},
		{"3.1 without prefix", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5},
		{"3.1 in another order", "CVSS:3.1/A:N/I:N/C:H/S:U/UI:N/PR:N/AC:L/AV:N", 7.5},
		{"3.1 with space about it", "  CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N\n", 7.5},
		{"3.1 with a metric twice, the same", "CVSS:3.1/AV:N/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", 7.5},
		// Where 3.0 and 3.1 part: 3.1 rounds 8.6000…01 down.
		{"3.0 rounds up", "CVSS:3.0/AV:N/AC:L/PR:L/UI:R/S:C/C:H/I:N/A:L", 7.6},
		{"4.0: highest", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H", 10},
		{"4.0: no impact", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0},
		{"4.0: CVE-2022-41741", "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 7.3},
		{"4.0 without prefix, with a supplemental metric that is called as one of 2.0", "AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/AU:Y", 7.3},
		{"4.0 with a threat metric, which counts", "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U", 8.1},
		{"4.0 with every metric not defined", "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:X/CR:X/MAV:X/S:X/U:X", 7.3},
		{"4.0 with an urgency in lower case", "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/U:amber", 7.3},
	} {
		t.Run(c.why, func(t *testing.T) {
			got, err := severity.Score(c.vector)
			if err != nil || got != c.want {
				t.Errorf("Score(%q) = %v, %v; want %v", c.vector, got, err, c.want)
			}
		})
	}
}

func TestScoreRefuses(t *testing.T) {
	for _, c := range []struct{ vector, want string }{
		{"", "it is empty"},
		{"/", "it is empty"},
		{"7.5", `"7.5" is not a metric with a value`},
		{"HIGH", `"HIGH" is not a metric with a value`},
		{"CVSS:3.1", "metric AV is missing"},
		{"CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", `version "3.2" is not one of 2.0, 3.0, 3.1, 4.0`},
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N", "metric A is missing"},
		{"CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "AV:Q is not one of N A L P"},
		{"CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "AV is both N and L"},
		{"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/ZZ:X", `there is no metric "ZZ"`},
		{"CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", `metric AT is missing`},
		{"AV:N/AC:L/Au:N/C:N/I:N/A:Q", "as version 2.0: A:Q is not one of N P C, metric A is missing"},
		{strings.Repeat("AV:N/", 200), "a vector has at most 512"},
	} {
		score, err := severity.Score(c.vector)
		if err == nil || !strings.Contains(err.Error(), c.want) || score != 0 {
			t.Errorf("Score(%q) = %v, %v; want an error with %q", c.vector, score, err, c.want)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("the message has %d characters: %v", len(err.Error()), err)
		}
	}
}

func TestNormal(t *testing.T) {
	for given, want := range map[string]string{
		"(AV:N/AC:L/AU:N/C:N/I:N/A:C)":                                     "AV:N/AC:L/Au:N/C:N/I:N/A:C",
		"a:n/i:n/c:h/s:u/ui:n/pr:n/ac:l/av:n/":                             "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
		"CVSS:4/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N":    "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N",
		"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/RC:c/E:x":            "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:X/RC:C",
		" CVSS:3.0 / AV:N / AC:L / PR:N / UI:N / S:U / C:H / I:N / A:N / ": "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N",
	} {
		if got, err := severity.Normal(given); got != want || err != nil {
			t.Errorf("Normal(%q) = %q, %v; want %q", given, got, err, want)
		}
	}
}

func TestHighest(t *testing.T) {
	const (
		v2     = "AV:N/AC:L/Au:N/C:P/I:P/A:P"                                          // 7.5
		v31    = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N"                        // 7.5
		v40    = "CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"     // 7.3
		broken = "CVSS:3.1/AV:N"                                                       // no score
		none   = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N"                        // 0
		high   = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:A" // 10
	)
	for _, c := range []struct {
		why     string
		vectors []string
		want    severity.Rating
		wrong   bool
	}{
		{"nothing", nil, severity.Rating{}, false},
		{"only a broken one", []string{broken}, severity.Rating{}, true},
		{"a broken one does not hide the others", []string{broken, v40}, severity.Rating{Score: 7.3, Vector: v40, Version: "4.0"}, true},
		{"the highest", []string{v40, v31, high}, severity.Rating{Score: 10, Vector: high, Version: "4.0"}, false},
		{"the newest of equals", []string{v2, v31}, severity.Rating{Score: 7.5, Vector: v31, Version: "3.1"}, false},
		{"the newest of equals, in another order", []string{v31, v2}, severity.Rating{Score: 7.5, Vector: v31, Version: "3.1"}, false},
		{"a score of 0 is a score", []string{none}, severity.Rating{Score: 0, Vector: none, Version: "3.1"}, false},
	} {
		got, err := severity.Highest(c.vectors...)
		if got != c.want || (err != nil) != c.wrong {
			t.Errorf("%s: got %+v, %v", c.why, got, err)
		}
	}
}

func TestWord(t *testing.T) {
	for score, want := range map[float64]string{
		0: "none", 0.1: "low", 3.9: "low", 4: "moderate", 6.9: "moderate", 7: "high", 8.9: "high", 9: "critical", 10: "critical",
		-0.1: "", 10.1: "", math.Inf(1): "", math.NaN(): "",
	} {
		if got := severity.Word(score); got != want {
			t.Errorf("Word(%v) = %q, want %q", score, got, want)
		}
	}
}

func TestOf(t *testing.T) {
	for _, c := range []struct {
		words []string
		want  string
	}{
		{nil, ""},
		{[]string{""}, ""},
		{[]string{"UNKNOWN", "untriaged", "not yet assigned", "end-of-life"}, ""},
		{[]string{"info"}, "none"},
		{[]string{"unimportant"}, "none"},
		{[]string{"low*"}, "low"},
		{[]string{"negligible"}, "low"},
		{[]string{"MODERATE"}, "moderate"},
		{[]string{"Medium"}, "moderate"},
		{[]string{"important"}, "high"},
		{[]string{" Critical "}, "critical"},
		{[]string{"low", "", "critical", "high"}, "critical"},
	} {
		if got := severity.Of(c.words...); got != c.want {
			t.Errorf("Of(%q) = %q, want %q", c.words, got, c.want)
		}
	}
}

func FuzzScore(f *testing.F) {
	for _, seed := range []string{
		"AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H",
		"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N/E:U/MAV:P",
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U/MSI:S/U:Red",
		"CVSS:3.0//", "((", "CVSS", "a:b",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		score, err := severity.Score(text)
		normal, err2 := severity.Normal(text)
		if (err == nil) != (err2 == nil) {
			t.Fatalf("Score and Normal do not agree on %q: %v, %v", text, err, err2)
		}
		if err != nil {
			return
		}
		if severity.Word(score) == "" || math.Round(score*10) != score*10 {
			t.Errorf("Score(%q) = %v, which is no score", text, score)
		}
		if again, err := severity.Score(normal); err != nil || again != score {
			t.Errorf("Score(%q) = %v but Score(%q) = %v, %v", text, score, normal, again, err)
		}
	})
}
