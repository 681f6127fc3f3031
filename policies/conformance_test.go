// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/goccy/go-yaml"
	gocmp "github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the goldens and the generated part of docs/policies.md")

// TestConformance evaluates each pack over a small case: suppliers, contracts
// and assets that are good, bad and unknown. The golden part says what was
// found in words.
func TestConformance(t *testing.T) {
	names, err := filepath.Glob("testdata/conformance/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	packs := map[string]bool{}
	for _, name := range names {
		pack := strings.TrimSuffix(filepath.Base(name), ".txtar")
		packs[pack] = true
		t.Run(pack, func(t *testing.T) { conform(t, pack, name) })
	}
	for _, p := range read(nil).packs {
		if !packs[p.Name] {
			t.Errorf("pack %s has no case", p.Name)
		}
	}
}

func conform(t *testing.T, pack, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	s := mustCompile(t, &Options{Packs: []string{pack}})
	rep := evaluate(t, s, Context{AsOf: dayOf(t, archive), System: "system:example"}, readSubjects(t, archive.Files[0].Data)...)
	got := write(rep)
	if *update {
		archive.Files[1].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := gocmp.Diff(string(archive.Files[1].Data), got); diff != "" {
		t.Errorf("run with -update if the new words are right:\n%s", diff)
	}
}

var today = regexp.MustCompile(`Today is (\d+ [A-Z][a-z]+ \d+)`)

// dayOf is the day on which a case plays, where its introduction says so.
func dayOf(t *testing.T, archive *txtar.Archive) time.Time {
	t.Helper()
	m := today.FindStringSubmatch(strings.ReplaceAll(string(archive.Comment), "\n", " "))
	if m == nil {
		return asOf
	}
	day, err := time.Parse("2 January 2006", m[1])
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// readSubjects reads subjects in YAML; a field that no input has is an error.
func readSubjects(t *testing.T, text []byte) []Subject {
	t.Helper()
	var list []struct {
		Scope, ID, Name string
		Assets, Sectors []string
		Input           map[string]any
	}
	if err := yaml.UnmarshalWithOptions(text, &list, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	var out []Subject
	for _, x := range list {
		plain, err := json.Marshal(x.Input)
		if err != nil {
			t.Fatal(err)
		}
		input := reflect.New(inputs[x.Scope])
		d := json.NewDecoder(bytes.NewReader(plain))
		d.DisallowUnknownFields()
		if err := d.Decode(input.Interface()); err != nil {
			t.Fatalf("%s: %v", x.ID, err)
		}
		out = append(out, Subject{Scope: x.Scope, ID: x.ID, Name: x.Name, Assets: x.Assets, Sectors: x.Sectors, Input: input.Interface()})
	}
	return out
}

// write puts a report in words.
func write(rep *Report) string {
	var b strings.Builder
	for _, f := range rep.Findings {
		fmt.Fprintf(&b, "%s, %s: %s [%s]\n  %s\n", strings.ToUpper(string(f.Outcome)), f.Severity, f.Rule, f.Subject, f.Message)
		if len(f.Examples) > 0 {
			fmt.Fprintf(&b, "  such as %s\n", strings.Join(f.Examples, ", "))
		}
		for _, e := range f.Evidence {
			fmt.Fprintf(&b, "  rests on %s\n", e.Fact)
		}
	}
	if len(rep.Factors) > 0 {
		b.WriteString("\nFactors, from 0 (none) to 4 (critical):\n")
	}
	for _, f := range rep.Factors {
		fmt.Fprintf(&b, "  %s %s %v\n", f.Subject, f.ID, f.Level)
	}
	b.WriteString("\nRules asked:\n")
	for _, r := range rep.Rules {
		c := r.Counts
		fmt.Fprintf(&b, "  %s (%s, %s): %d pass, %d warn, %d fail, %d unknown\n", r.ID, r.Status, r.Provenance, c.Pass, c.Warn, c.Fail, c.Unknown)
	}
	for i, r := range rep.NotAsked {
		if i == 0 {
			b.WriteString("\nRules not asked on this day:\n")
		}
		fmt.Fprintf(&b, "  %s (from %s to %s)\n", r.Rule, cmp.Or(r.From, "ever"), cmp.Or(r.To, "now"))
	}
	fmt.Fprintf(&b, "\n%d of %d facts asked for are known.\n", rep.Known, rep.Needed)
	return b.String()
}
