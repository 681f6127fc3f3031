// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/internal/corpus"
	"github.com/kedja/kedja/report"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/sbom/read"
)

const nordmark = "examples/nordmark/system.yaml"

func assess(t *testing.T, inputs []string, opts *kedja.LoadOptions) *result.Assessment {
	t.Helper()
	in, ds, err := kedja.Load(inputs, opts)
	if err != nil {
		t.Fatalf("%v\n%v", err, ds)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func marshal(t *testing.T, a *result.Assessment) []byte {
	t.Helper()
	data, err := result.Marshal(a)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// Every outcome and loss mode occurs in the example, with nothing wrong in
// its inputs.
func TestNordmarkShowsEverything(t *testing.T) {
	a := assess(t, []string{nordmark}, nil)
	if a.Incomplete {
		t.Errorf("incomplete: %v", a.Diagnostics.Errors())
	}
	has := map[string]bool{}
	for _, f := range a.Findings {
		has[string(f.Outcome)] = true
	}
	for _, r := range a.Rules {
		if r.Counts.Pass > 0 {
			has["pass"] = true
		}
	}
	for _, s := range a.SinglePoints {
		has[s.Mode], has[s.Certainty], has["by "+s.By] = true, true, true
	}
	for _, c := range a.Control {
		has[c.Kind] = true
	}
	if len(a.Waivers.Applied) > 0 {
		has["waiver applied"] = true
	}
	if len(a.Waivers.Expired) > 0 {
		has["waiver expired"] = true
	}
	if len(a.Waivers.Unused) > 0 {
		has["waiver unused"] = true
	}
	for _, want := range []string{
		"fail", "warn", "unknown", "pass", "stop", "noSupply", "noCare", "certain", "possible",
		"by supplier", "by owner", "by controlCountry", "by component",
		"sole", "joint", "circular", "dispersed", "notEstablished", "waiver applied", "waiver expired", "waiver unused",
	} {
		if !has[want] {
			t.Errorf("%s does not occur", want)
		}
	}
}

// The same input gives the same bytes, whatever the number of cores and the
// order of inputs.
func TestSameInputSameBytes(t *testing.T) {
	var first []byte
	for i, procs := range []int{1, 2, 4, 1, 2} {
		old := runtime.GOMAXPROCS(procs)
		got := marshal(t, assess(t, []string{nordmark}, nil))
		runtime.GOMAXPROCS(old)
		if i == 0 {
			first = got
		} else if !bytes.Equal(first, got) {
			t.Fatalf("run %d on %d cores differs", i, procs)
		}
	}
	boms, err := filepath.Glob("examples/nordmark/sboms/*.json")
	if err != nil || len(boms) < 2 {
		t.Fatal(boms, err)
	}
	forward := marshal(t, assess(t, boms, &kedja.LoadOptions{Suppliers: []string{"examples/nordmark/suppliers", "examples/nordmark/curation.yaml"}}))
	slices.Reverse(boms)
	backward := marshal(t, assess(t, boms, &kedja.LoadOptions{Suppliers: []string{"examples/nordmark/curation.yaml", "examples/nordmark/suppliers"}}))
	if !bytes.Equal(forward, backward) {
		t.Error("the order of inputs changes the result")
	}
}

// Which folder names are relative to does not depend on what is named first.
func TestInputsInTwoFolders(t *testing.T) {
	dir := t.TempDir()
	a, b := filepath.Join(dir, "z", "system.yaml"), filepath.Join(dir, "b", "acme.yaml")
	for path, text := range map[string]string{
		a: "apiVersion: kedja/v1\nkind: System\nid: s\nproducts:\n  - {id: p, supplier: acme}\n",
		b: "apiVersion: kedja/v1\nkind: Supplier\nid: acme\n",
	} {
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	one := marshal(t, assess(t, []string{a, b}, nil))
	two := marshal(t, assess(t, []string{b, a}, nil))
	if !bytes.Equal(one, two) || !bytes.Contains(one, []byte(`"../b/acme.yaml"`)) || bytes.Contains(one, []byte(dir)) {
		t.Errorf("%s", one)
	}
}

func TestStoredResultRendersTheSame(t *testing.T) {
	a := assess(t, []string{nordmark}, nil)
	b, _, err := result.Decode(marshal(t, a))
	if err != nil {
		t.Fatal(err)
	}
	var direct, stored bytes.Buffer
	if err := errors.Join(report.Text(&direct, a, report.Options{}), report.Text(&stored, b, report.Options{})); err != nil {
		t.Fatal(err)
	}
	if direct.String() != stored.String() {
		t.Error("a stored result reads differently")
	}
}

// What the READMEs show of the report is what the report says.
func TestReadmesShowTheReport(t *testing.T) {
	var out bytes.Buffer
	if err := report.Text(&out, assess(t, []string{nordmark}, nil), report.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := map[string]bool{"": true}
	for line := range strings.Lines(out.String()) {
		lines[strings.TrimSpace(line)] = true
	}
	for _, name := range []string{"README.md", "examples/nordmark/README.md"} {
		page, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		fences := strings.Split(string(page), "```text\n")
		if len(fences) < 2 {
			t.Errorf("%s shows nothing of the report", name)
		}
		for _, f := range fences[1:] {
			excerpt, _, _ := strings.Cut(f, "```")
			if strings.HasPrefix(excerpt, "$ ") {
				continue // a run of the command, which its own tests repeat
			}
			for line := range strings.Lines(excerpt) {
				if !lines[strings.TrimSpace(line)] {
					t.Errorf("%s: the report does not say %q", name, strings.TrimSpace(line))
				}
			}
		}
	}
}

// A designation acts from its first day on; nothing else changes with it.
func TestAsOfSwitchesDesignations(t *testing.T) {
	fails := func(at time.Time) int {
		in, _, err := kedja.Load([]string{nordmark}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: at})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, f := range a.Findings {
			if f.Rule == "eu5g/SUPPLIER-0004" && f.Outcome == result.Fail {
				n++
			}
		}
		return n
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if before, after := fails(start.AddDate(0, 0, -1)), fails(start); before != 0 || after == 0 {
		t.Errorf("%d findings the day before, %d on the day", before, after)
	}
}

// Natural persons are told apart, not named, unless somebody asks for names.
func TestPersonsStayOpaque(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.spdx.json")
	text := `{"spdxVersion":"SPDX-2.3","SPDXID":"SPDXRef-DOCUMENT","name":"d","documentNamespace":"https://example.org/d","creationInfo":{"created":"2026-01-01T00:00:00Z","creators":["Person: Jane Doe (jane@example.org)"]},
"packages":[{"SPDXID":"SPDXRef-a","name":"a","versionInfo":"1","downloadLocation":"NOASSERTION","supplier":"Person: Jane Doe (jane@example.org)"}]}`
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, persons := range []bool{false, true} {
		in, _, err := kedja.Load([]string{path}, nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, Persons: persons})
		if err != nil {
			t.Fatal(err)
		}
		if got := bytes.Contains(marshal(t, a), []byte("Jane Doe")); got != persons {
			t.Errorf("persons %v: named %v", persons, got)
		}
	}
}

func TestAllegationsAreNotShared(t *testing.T) {
	for _, f := range assess(t, []string{nordmark}, nil).Facts {
		if strings.Contains(f.Value, "alleged") {
			t.Errorf("%s %s: %s", f.Subject, f.Path, f.Value)
		}
	}
}

func TestAssessNeedsAClock(t *testing.T) {
	if _, err := kedja.Assess(context.Background(), &kedja.Input{}, kedja.Options{}); err == nil || !strings.Contains(err.Error(), "AsOf") {
		t.Errorf("got %v", err)
	}
}

func TestNothingToAssess(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "empty.cdx.json")
	if err := os.WriteFile(path, []byte(`{"bomFormat":"CycloneDX","specVersion":"1.6","components":[]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	in, _, err := kedja.Load([]string{path}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf}); !errors.Is(err, kedja.ErrNothing) {
		t.Errorf("got %v, want ErrNothing", err)
	}
}

func TestPathsStayInside(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o700), os.WriteFile(path, []byte(text), 0o600)); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("outside.json", `{"bomFormat":"CycloneDX","specVersion":"1.6","components":[{"type":"library","name":"x"}]}`)
	sys := write("in/system.yaml", "apiVersion: kedja/v1\nkind: System\nid: s\nproducts:\n  - id: p\n    sbom: ../outside.json\n  - id: q\n    sbom: link.json\n")
	if err := os.Symlink("../outside.json", filepath.Join(dir, "in", "link.json")); err != nil {
		t.Fatal(err)
	}
	in, ds, err := kedja.Load([]string{sys}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(in.Documents) != 0 || !in.Incomplete || len(ds.Errors()) != 2 || ds[0].Line != 6 || ds[1].Line != 8 {
		t.Errorf("documents %d, incomplete %v:\n%v", len(in.Documents), in.Incomplete, ds)
	}
}

// Every readable SBOM of the corpus goes through the whole main job: a
// result with coverage, or a stated reason why not.
func TestCorpusEndToEnd(t *testing.T) {
	var assessed, empty, refused int
	for _, name := range corpus.Files(t, 4<<20, "cyclonedx", "spdx2", "graphs") {
		if !read.Detect(corpus.Read(t, name)).Readable {
			continue
		}
		in, ds, err := kedja.Load([]string{corpus.Path(t, name)}, nil)
		if err != nil {
			if ds.Err() == nil {
				t.Errorf("%s: refused without a reason: %v", name, err)
			}
			refused++
			continue
		}
		a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf})
		switch {
		case errors.Is(err, kedja.ErrNothing):
			if !ds.Has("sbom/no-components") {
				t.Errorf("%s: nothing to assess, and no diagnostic says why", name)
			}
			empty++
		case err != nil:
			t.Errorf("%s: %v", name, err)
		case a.Coverage.Components.N == 0 && len(a.Quality) == 0:
			t.Errorf("%s: a silent zero", name)
		default:
			assessed++
		}
	}
	t.Logf("assessed %d, without components %d, refused with a reason %d", assessed, empty, refused)
	if assessed < 600 {
		t.Errorf("only %d files assessed", assessed)
	}
}
