// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/result"
)

// Findings go by what SBOMs and components are called, as a result says that
// its readers can tell.
func TestLastingSubjects(t *testing.T) {
	in, ds, err := kedja.Load([]string{nordmark}, nil)
	if err != nil {
		t.Fatal(err, ds)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	lasting := result.LastingSubjects(a)
	documents, components := 0, 0
	for i := range a.Findings {
		f := &a.Findings[i]
		switch kind, id, _ := strings.Cut(f.Subject, ":"); {
		case kind == "document":
			documents++
		case kind == "component" && !strings.HasPrefix(id, "pkg:"):
			components++
		default:
			if f.Lasting != "" {
				t.Errorf("%s has the lasting subject %s", f.Subject, f.Lasting)
			}
			continue
		}
		if want := lasting(f.Subject); f.Lasting != want || want == f.Subject {
			t.Errorf("%s goes by %q, by the result %q", f.Subject, f.Lasting, want)
		}
	}
	if documents == 0 {
		t.Error("no finding is on an SBOM: the test shows nothing")
	}
}

// An SBOM that is made anew, with other references, under another name and
// with newer versions keeps the ids of its findings.
func TestFindingsKeepTheirIDs(t *testing.T) {
	const sbom = `{"bomFormat": "CycloneDX", "specVersion": "1.6", "metadata": {"timestamp": "TIME", "component": {"type": "container", "name": "shop"}},
		"components": [{"type": "operating-system", "name": "debian", "version": "VERSION", "bom-ref": "REF"}, {"type": "library", "name": "left-pad", "purl": "pkg:npm/left-pad@VERSION"}]}`
	ids := func(file string, replace ...string) string {
		path := filepath.Join(t.TempDir(), file)
		if err := os.WriteFile(path, []byte(strings.NewReplacer(replace...).Replace(sbom)), 0o600); err != nil {
			t.Fatal(err)
		}
		in, ds, err := kedja.Load([]string{path}, nil)
		if err != nil {
			t.Fatal(err, ds)
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
		if err != nil {
			t.Fatal(err)
		}
		var list []string
		for _, f := range a.Findings {
			name, _, _ := strings.Cut(f.Lasting, "#")
			list = append(list, f.ID+" "+f.Rule+" "+name)
		}
		return strings.Join(list, "\n")
	}
	first := ids("shop-1.json", "TIME", "2026-01-01T00:00:00Z", "VERSION", "12", "REF", "9f2c")
	if !strings.Contains(first, "component:shop") || !strings.Contains(first, "document:shop") {
		t.Fatalf("the findings are not on the SBOM and its component:\n%s", first)
	}
	if next := ids("shop-2.json", "TIME", "2026-02-01T00:00:00Z", "VERSION", "13", "REF", "01ab"); next != first {
		t.Errorf("before\n%s\nafter\n%s", first, next)
	}
}
