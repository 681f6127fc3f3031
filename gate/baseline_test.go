// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"strings"
	"testing"

	"github.com/kedja/kedja/result"
)

// of makes the result of one SBOM, a file with the digest, that describes the
// product amf. The rows are findings: "rule subject outcome", the subject a
// reference of a component that is called what stands before its hyphen.
// Results of older programs have neither lasting subjects nor types.
func of(file, digest string, older bool, rows ...string) *result.Assessment {
	a := &result.Assessment{
		Subject: result.Subject{ID: "system:amf"},
		Quality: []result.Quality{{File: file, Product: "amf"}},
	}
	listed := map[string]bool{}
	met := map[string]int{}
	for _, row := range rows {
		var f result.Finding
		var ref string
		fmt.Sscan(row, &f.Rule, &ref, &f.Outcome)
		f.Message = row
		f.Subject, f.Lasting = "document:"+file, "document:amf"
		if ref != "SBOM" {
			id := digest + "#" + ref
			name, _, _ := strings.Cut(ref, "-")
			c := result.Component{ID: id, Name: name, Type: "operating-system", At: result.Evidence{File: file}}
			f.Subject, f.Lasting = "component:"+id, "component:amf#"+name+" (operating-system)"
			if older {
				c.Type = ""
			}
			if !listed[id] {
				listed[id] = true
				a.Components = append(a.Components, c)
			}
		}
		if older {
			f.Lasting = ""
			f.ID = result.FindingID(f.Rule, f.Subject, f.Key)
		} else {
			k := f.Rule + f.Lasting
			met[k]++
			f.ID = result.NthFindingID(f.Rule, f.Lasting, f.Key, met[k])
		}
		a.Findings = append(a.Findings, f)
	}
	return a
}

func TestBaselineKnowsThingsByName(t *testing.T) {
	const sbom, os, two = "author SBOM warn", "purl debian-1 warn", "purl debian-2 warn"
	tests := []struct {
		name string
		old  []string
		new  []string
		want int // that count
	}{
		{"the same", []string{sbom, os}, []string{sbom, os}, 0},
		{"another reference", []string{"purl debian-1 warn"}, []string{"purl debian-9f2c warn"}, 0},
		{"another component", []string{os}, []string{os, "purl alpine-1 warn"}, 1},
		{"another rule on the component", []string{os}, []string{os, "party debian-1 warn"}, 1},
		{"another rule on the SBOM", []string{sbom}, []string{sbom, "tool SBOM warn"}, 1},
		{"worse", []string{os}, []string{"purl debian-1 fail"}, 1},
		{"two of one name", []string{os, two}, []string{os, two}, 0},
		{"two where there was one", []string{os}, []string{os, two}, 1},
		{"one where there were two", []string{os, two}, []string{two}, 0},
		{"two of one name, the worse ones first", []string{"purl debian-1 fail", two}, []string{"purl debian-3 fail", "purl debian-4 warn"}, 0},
		{"none where there was one", []string{os}, nil, 0},
	}
	for _, tt := range tests {
		for _, by := range []struct {
			name                string
			oldOlder, nowOlder  bool
			oldFile, newFile    string
			oldDigest, newDiges string
		}{
			{"made anew", false, false, "amf.json", "amf.json", "0123456789ab", "ba9876543210"},
			{"renamed", false, false, "amf-v1.json", "stdin", "0123456789ab", "0123456789ab"},
			{"a baseline of an older program", true, false, "amf-v1.json", "stdin", "0123456789ab", "ba9876543210"},
			{"a baseline of an older program, the same file", true, false, "amf.json", "amf.json", "0123456789ab", "0123456789ab"},
			{"both of an older program", true, true, "amf-v1.json", "stdin", "0123456789ab", "ba9876543210"},
			{"both of an older program, the same file", true, true, "amf.json", "amf.json", "0123456789ab", "0123456789ab"},
			{"a baseline of a newer program", false, true, "amf-v1.json", "stdin", "0123456789ab", "ba9876543210"},
		} {
			t.Run(tt.name+"/"+by.name, func(t *testing.T) {
				old := of(by.oldFile, by.oldDigest, by.oldOlder, tt.old...)
				d := Decide(of(by.newFile, by.newDiges, by.nowOlder, tt.new...), Options{Baseline: old})
				if len(d.Reasons) != tt.want || d.Known != len(tt.new)-tt.want {
					t.Errorf("%d count and %d are excused, want %d and %d: %v", len(d.Reasons), d.Known, tt.want, len(tt.new)-tt.want, d.Reasons)
				}
			})
		}
	}
}

// A baseline of one SBOM excuses nothing of another, even where both call a
// component the same.
func TestBaselineOfAnotherProduct(t *testing.T) {
	rows := []string{"author SBOM warn", "purl debian-1 warn"}
	for _, older := range []bool{false, true} {
		old := of("amf.json", "0123456789ab", older, rows...)
		old.Quality[0].Product = "smf"
		for i := range old.Findings {
			if f := &old.Findings[i]; !older {
				f.Lasting = strings.Replace(f.Lasting, "amf", "smf", 1)
				f.ID = result.FindingID(f.Rule, f.Lasting, f.Key)
			}
		}
		d := Decide(of("smf.json", "ba9876543210", false, rows...), Options{Baseline: old})
		if d.Known != 0 {
			t.Errorf("older %v: the baseline of smf excuses %d findings of amf", older, d.Known)
		}
	}
}

// What was on several subjects and is on one of them is not new.
func TestBaselineOfFoldedFindings(t *testing.T) {
	folded := result.Finding{Rule: "purl", Subject: "system:amf", Outcome: result.Warn, Count: 2,
		Examples: []string{"component:0123456789ab#debian-1", "component:pkg:npm/left-pad@1.0.0"}}
	folded.ID = result.FindingID(folded.Rule, folded.Subject, "")
	old := of("amf.json", "0123456789ab", false, "party debian-1 warn")
	old.Findings = append(old.Findings, folded)
	now := of("amf.json", "ba9876543210", false, "purl debian-x warn")
	pad := result.Finding{Rule: "purl", Subject: "component:pkg:npm/left-pad@1.3.0", Outcome: result.Warn}
	pad.ID = result.FindingID(pad.Rule, pad.Subject, "")
	is := pad
	is.Subject = "component:pkg:npm/is-odd@1.0.0"
	is.ID = result.FindingID(is.Rule, is.Subject, "")
	for _, tt := range []struct {
		name string
		f    result.Finding
		want int
	}{
		{"a component without a package URL", now.Findings[0], 1},
		{"a newer version of a component", pad, 1},
		{"a component that was not among them", is, 0},
	} {
		a := &result.Assessment{Quality: now.Quality, Components: now.Components, Findings: []result.Finding{tt.f}}
		if d := Decide(a, Options{Baseline: old}); d.Known != tt.want {
			t.Errorf("%s: %d excused, want %d", tt.name, d.Known, tt.want)
		}
	}
}

func TestWaiverByLastingSubject(t *testing.T) {
	a := of("amf.json", "0123456789ab", false, "author SBOM warn", "purl debian-1 warn", "purl debian-2 warn", "purl alpine-1 warn")
	for _, tt := range []struct {
		subject string
		want    int
	}{
		{"document:amf.json", 1}, // as written before there were lasting subjects
		{"document:amf", 1},
		{"component:0123456789ab#debian-1", 1},
		{"component:amf#debian (operating-system)", 2},
		{"component:amf#*", 3},
		{"component:amf#deb", 0},
		{"component:ba9876543210#debian-1", 0},
	} {
		waiver := Waiver{ID: "w", Rule: "*", Subject: tt.subject, Reason: AcceptedRisk, Statement: "s", Owner: "o", ApprovedBy: "p", Expires: day(t, "2027-01-01")}
		list := Apply(a, []Waiver{waiver}, midYear)
		if a.Verdict.Waived != tt.want {
			t.Errorf("%s covers %d findings, want %d", tt.subject, a.Verdict.Waived, tt.want)
		}
		if told := len(list) == 1 && strings.Contains(list[0].Remedy, "by what it is called"); told != (tt.subject == "component:ba9876543210#debian-1") {
			t.Errorf("%s: %v", tt.subject, list)
		}
	}
}
