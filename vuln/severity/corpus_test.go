// SPDX-License-Identifier: Apache-2.0

package severity_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/vuln/severity"
)

// TestCorpusScores computes every vector of the corpus that stands beside a
// score in its record (CSAF, CycloneDX, OSV's tools) and compares the two.
// Records that are wrong by design, or that somebody got wrong, are named.
func TestCorpusScores(t *testing.T) {
	known := knownDisagreements()
	counts := map[string]int{}
	for _, name := range corpus.Files(t, 4<<20, "vex", "cyclonedx", "osv") {
		if !strings.HasSuffix(name, ".json") {
			continue
		}
		var doc any
		if json.Unmarshal(corpus.Read(t, name), &doc) != nil {
			continue
		}
		for _, p := range pairs(doc, nil) {
			got, err := severity.Score(p.vector)
			version, _, _ := strings.Cut(strings.TrimPrefix(p.vector, "CVSS:"), "/")
			if !strings.HasPrefix(p.vector, "CVSS:") {
				version = "none"
			}
			key := fmt.Sprintf("%s %v", p.vector, p.score)
			switch {
			case err == nil && got == p.score:
				counts["agree "+version]++
			case known[key] != "":
				counts["explained"]++
			default:
				counts["disagree"]++
				t.Errorf("%s: %s: the record says %v, we %v (%v)", name, p.vector, p.score, got, err)
			}
		}
	}
	t.Log(counts)
	for _, version := range []string{"none", "3.0", "3.1", "4.0"} {
		if counts["agree "+version] < 15 {
			t.Errorf("the corpus has only %d records with scored vectors of prefix %q: %v", counts["agree "+version], version, slices.Sorted(maps.Keys(counts)))
		}
	}
}

// TestCorpusVectors holds that every vector of the OSV records can be scored,
// and that no other word passes for one.
func TestCorpusVectors(t *testing.T) {
	scored, words := 0, 0
	check := func(name string, data []byte) {
		for _, m := range scoreField.FindAllSubmatch(data, -1) {
			_, err := severity.Score(string(m[1]))
			isVector := strings.Contains(string(m[1]), "/")
			switch {
			case isVector && err != nil:
				t.Errorf("%s: %v", name, err)
			case isVector:
				scored++
			case err == nil:
				t.Errorf("%s: %q passes for a vector", name, m[1])
			default:
				words++
			}
		}
	}
	for _, name := range corpus.Files(t, 0, "osv", "osv-export") {
		data := corpus.Read(t, name)
		if !strings.HasSuffix(name, ".zip") {
			check(name, data)
			continue
		}
		z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range z.File {
			text, err := fs.ReadFile(z, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			check(name+"!"+f.Name, text)
		}
	}
	t.Logf("%d vectors, %d words", scored, words)
	if scored < 5000 {
		t.Errorf("the corpus has only %d vectors", scored)
	}
}

// scoreField is a severity of OSV in JSON, without escapes.
var scoreField = regexp.MustCompile(`"score":\s*"([^"\\]+)"`)

type pair struct {
	vector string
	score  float64
}

// pairs walks a document for objects with a vector and its score.
func pairs(v any, found []pair) []pair {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			found = pairs(e, found)
		}
	case map[string]any:
		for _, names := range [][2]string{{"vectorString", "baseScore"}, {"vector", "score"}} {
			text, ok := v[names[0]].(string)
			score, isNumber := v[names[1]].(float64)
			if ok && isNumber && text != "" {
				found = append(found, pair{text, score})
			}
		}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			found = pairs(v[name], found)
		}
	}
	return found
}

// knownDisagreements are pairs of the corpus that do not fit together, with why.
func knownDisagreements() map[string]string {
	const (
		wrong   = "CSAF test 6.1.9: a document that validators must refuse for its score"
		environ = "a CycloneDX example that states the environmental score of 0 beside the whole vector"
		typo    = "a CycloneDX example whose vector begins with AN instead of AV:N"
		made    = "a CycloneDX example with a score that was made up"
		modC    = "/CR:X/IR:X/AR:X/MAV:X/MAC:X/MPR:X/MUI:X/MS:X/MC:N/MI:N/MA:N"
	)
	return map[string]string{
		"CVSS:3.1/AV:L/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:H 10":                        wrong,
		"CVSS:3.0/AV:L/AC:L/PR:H/UI:R/S:U/C:H/I:H/A:H 10":                        wrong,
		"AV:N/AC:L/Au:N/C:C/I:C/A:C 6.5":                                         wrong,
		"CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/E:P 10": "CSAF 2.1 keeps the score without the threat metric apart; ours has it, as osv-scanner's",
		"AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H" + modC + " 0":                      environ,
		"AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N" + modC + " 0":                      environ,
		"AN/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H 9.8":                                  typo,
		"AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N 8.2":                                made,
		"AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N 7.6":                                made,
	}
}
