// SPDX-License-Identifier: Apache-2.0

package osvscanner

import (
	"archive/tar"
	"archive/zip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/sbom"
	"github.com/kedja/kedja/vuln"
)

// write puts files into a folder.
func write(t *testing.T, dir string, files map[string]string) string {
	t.Helper()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// export writes OSV records as the export of an ecosystem.
func export(t *testing.T, dir, ecosystem string, records ...string) {
	t.Helper()
	name := filepath.Join(dir, ecosystem, "all.zip")
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z := zip.NewWriter(f)
	for i, r := range records {
		w, err := z.Create(fmt.Sprintf("%d.json", i))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
}

const (
	brass = `{"id": "GHSA-brss-0000-0001", "aliases": ["CVE-2031-0001"], "summary": "Brass bends", "published": "2031-01-02T00:00:00Z", "modified": "2031-02-03T00:00:00Z",
		"severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}], "database_specific": {"severity": "CRITICAL"},
		"affected": [{"package": {"ecosystem": "npm", "name": "@fjord/brass"}, "ranges": [{"type": "SEMVER", "events": [
			{"introduced": "0"}, {"fixed": "1.2.0"}, {"introduced": "2.0.0"}, {"fixed": "2.0.5"}]}]}]}`
	brassToo = `{"id": "MAL-2031-1", "aliases": ["GHSA-brss-0000-0001"], "modified": "2031-03-04T00:00:00Z",
		"affected": [{"package": {"ecosystem": "npm", "name": "@fjord/brass"}, "ranges": [{"type": "SEMVER", "events": [
			{"introduced": "0"}, {"fixed": "1.3.0"}]}]}]}`
	lock = `{"name": "web", "version": "1.0.0", "lockfileVersion": 3, "packages": {"": {"name": "web", "version": "1.0.0"},
		"node_modules/@fjord/brass": {"version": "1.1.0", "resolved": "https://registry.example/brass.tgz"},
		"node_modules/copper": {"version": "3.0.0", "resolved": "https://registry.example/copper.tgz", "dev": true},
		"node_modules/here": {"version": "0.1.0"}}}`
)

func tree(t *testing.T) (dir, db string) {
	t.Helper()
	dir = write(t, t.TempDir(), map[string]string{
		"web/package-lock.json": lock,
		"svc/requirements.txt":  "tin==1.0\nlead\n",
		"other/poetry.lock":     "[[package]]\nname = \"tin\"\nversion = \"1.0\"\n",
	})
	db = t.TempDir()
	export(t, db, "npm", brass, brassToo)
	return dir, db
}

// TestScan looks at a tree with packages of two ecosystems, of which the
// database has one.
func TestScan(t *testing.T) {
	dir, db := tree(t)
	got, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db, Created: "2031-05-06T00:00:00Z"})
	if err != nil {
		t.Fatal(err)
	}
	score := 9.8
	want := map[string]vuln.Answer{
		"pkg:npm/%40fjord/brass@1.1.0": {State: vuln.Checked, Found: []vuln.Found{{
			ID: "CVE-2031-0001", Records: []string{"GHSA-brss-0000-0001", "MAL-2031-1"}, Summary: "Brass bends",
			Severity: "critical", CVSS: &score, Vector: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
			Published: "2031-01-02T00:00:00Z", Modified: "2031-03-04T00:00:00Z",
			Fixed: "1.3.0", // not 1.2.0, which one of the two records still covers
		}}},
		"pkg:npm/copper@3.0.0": {State: vuln.Checked},
		"pkg:npm/here@0.1.0":   {State: vuln.Unknown, Reason: vuln.NotCovered},
		"pkg:pypi/tin@1.0":     {State: vuln.Unknown, Reason: vuln.NoEcosystem},
		"pkg:pypi/lead":        {State: vuln.Unknown, Reason: vuln.NoEcosystem},
	}
	answers := map[string]vuln.Answer{}
	places, scopes := map[string]string{}, map[string]string{}
	for id, n := range got.Document.Components() {
		a := got.Answers[id]
		if (a.Detail == "") != (a.Reason == "") {
			t.Errorf("%s: the reason %q is explained as %q", n.PURLs[0], a.Reason, a.Detail)
		}
		a.Detail = ""
		for i := range a.Found {
			a.Found[i].Aliases = nil
		}
		answers[n.PURLs[0]], places[n.PURLs[0]] = a, n.More.SourceInfo
		if n.Scope != sbom.ScopeUnstated {
			scopes[n.PURLs[0]] = n.Scope.String()
		}
	}
	if diff := cmp.Diff(want, answers); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"pkg:npm/copper@3.0.0": "dev"}, scopes); diff != "" {
		t.Errorf("scopes (-want +got):\n%s", diff)
	}
	if got := places["pkg:pypi/tin@1.0"]; got != "found in other/poetry.lock; svc/requirements.txt" {
		t.Errorf("tin was %s", got)
	}
	if v := got.Document.Vulnerabilities; len(v) != 1 || v[0].Severity != "critical" || v[0].Recommendation != "update to 1.3.0" {
		t.Errorf("embedded vulnerabilities: %+v", v)
	}
	told := map[string][]sbom.Property{} // at each component, for who reads the SBOM
	for _, n := range got.Document.Components() {
		told[n.PURLs[0]] = n.More.Properties
	}
	if diff := cmp.Diff(map[string][]sbom.Property{
		"pkg:npm/%40fjord/brass@1.1.0": {{Name: sbom.PropertyLookup, Value: "checked"}, {Name: sbom.PropertyFixed, Value: "CVE-2031-0001 1.3.0"}},
		"pkg:npm/copper@3.0.0":         {{Name: sbom.PropertyLookup, Value: "checked"}},
		"pkg:npm/here@0.1.0":           {{Name: sbom.PropertyLookup, Value: "unknown not-covered"}},
		"pkg:pypi/tin@1.0":             {{Name: sbom.PropertyLookup, Value: "unknown no-ecosystem"}},
		"pkg:pypi/lead":                {{Name: sbom.PropertyLookup, Value: "unknown no-ecosystem"}},
	}, told); diff != "" {
		t.Errorf("properties (-want +got):\n%s", diff)
	}
	if len(got.Origins) != 1 || len(got.Origins[0].SHA256) != 64 {
		t.Errorf("origins: %+v", got.Origins)
	}
}

// TestScanTwice says that the same tree gives the same document, whose names
// do not depend on where the tree lies.
func TestScanTwice(t *testing.T) {
	dir, db := tree(t)
	var texts []string
	for range 2 {
		got, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db})
		if err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(got)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text))
		document, err := json.Marshal(got.Document)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(document), filepath.Dir(dir)) {
			t.Error("the document tells where the tree lies")
		}
	}
	if diff := cmp.Diff(texts[0], texts[1]); diff != "" {
		t.Error(diff)
	}
}

// TestScanHides says that a configuration in what is scanned hides nothing,
// and one that the caller names does.
func TestScanHides(t *testing.T) {
	dir, db := tree(t)
	config := "[[IgnoredVulns]]\nid = \"CVE-2031-0001\"\nreason = \"trust us\"\n"
	write(t, dir, map[string]string{"web/osv-scanner.toml": config, "osv-scanner.toml": config})
	for want, name := range map[int]string{1: "", 0: filepath.Join(dir, "osv-scanner.toml")} {
		got, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db, Config: name})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(got.Document.Vulnerabilities); n != want {
			t.Errorf("with configuration %q: %d vulnerabilities, not %d", name, n, want)
		}
	}
}

// TestScanDefects says what becomes of databases and trees that are not as
// they should be.
func TestScanDefects(t *testing.T) {
	dir, db := tree(t)
	write(t, db, map[string]string{"PyPI/all.zip": "PK\x03\x04 cut off"})
	for _, test := range []struct {
		name string
		opts Options
		code string
		seen int // packages
	}{
		{"torn export", Options{Dirs: []string{dir}, Database: db}, "osvscanner/export", 5},
		{"no database", Options{Dirs: []string{dir}}, "osvscanner/no-database", 5},
		{"empty tree", Options{Dirs: []string{t.TempDir()}, Database: db}, "osvscanner/no-packages", 0},
		{"broken lockfile", Options{Dirs: []string{write(t, t.TempDir(), map[string]string{
			"package-lock.json": "{", "go.mod": "module m\nrequire a.example/b v1.0.0\n",
		})}, Database: db}, "osvscanner/log", 1},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := Scan(t.Context(), test.opts)
			if err != nil {
				t.Fatal(err)
			}
			if n := len(got.Document.Nodes) - 1; n != test.seen || !got.Diagnostics.Has(test.code) {
				t.Errorf("%d packages, not %d, or no %s in:\n%v", n, test.seen, test.code, got.Diagnostics)
			}
			for id := range got.Document.Components() {
				if p := got.Document.Nodes[id].PURLs[0]; strings.HasPrefix(p, "pkg:pypi") && got.Answers[id].State != vuln.Unknown {
					t.Errorf("%s is known to be clean", p)
				}
			}
		})
	}
	for _, opts := range []Options{
		{}, {Dirs: []string{dir}, Image: "x.tar"}, {Dirs: []string{dir}, Online: true, Database: db},
		{Dirs: []string{filepath.Join(dir, "nowhere")}}, {Lockfiles: []string{filepath.Join(dir, "web", "nothing.lock")}},
		{Image: filepath.Join(dir, "web", "package-lock.json")}, {Dirs: []string{filepath.Join(dir, "web", "package-lock.json")}},
	} {
		if got, err := Scan(t.Context(), opts); err == nil {
			t.Errorf("%+v: no error, but %+v", opts, got)
		}
	}
}

// TestScanPanic says that a version on which osv-scanner's matching panics
// costs the answers, with a diagnostic, and not the packages.
func TestScanPanic(t *testing.T) {
	dir := write(t, t.TempDir(), map[string]string{
		"bom.json": `{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
			{"type": "library", "name": "tin", "version": "1..x", "purl": "pkg:cran/tin@1..x"}]}`,
		"package-lock.json": lock,
	})
	db := t.TempDir()
	export(t, db, "CRAN", `{"id": "RSEC-2031-1", "modified": "2031-01-01T00:00:00Z", "affected": [{"package": {"ecosystem": "CRAN", "name": "tin"},
		"ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "2.0"}]}]}]}`)
	got, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db})
	if err != nil {
		t.Fatal(err)
	}
	if !got.Diagnostics.Has("osvscanner/unmatched") || len(got.Document.Nodes) != 5 {
		t.Errorf("%d nodes\n%v", len(got.Document.Nodes), got.Diagnostics)
	}
	for id, n := range got.Document.Components() {
		if got.Answers[id].State != vuln.Unknown {
			t.Errorf("%s is known to be clean", n.PURLs[0])
		}
	}
}

// TestScanLockfile says that a single file is scanned, also when its name says
// nothing, and nothing beside it.
func TestScanLockfile(t *testing.T) {
	dir := write(t, t.TempDir(), map[string]string{"deps.in": "tin==1.0\n", "requirements.txt": "lead==2.0\n"})
	got, err := Scan(t.Context(), Options{Lockfiles: []string{"requirements.txt:" + filepath.Join(dir, "deps.in")}})
	if err != nil {
		t.Fatal(err)
	}
	if n := got.Document.Nodes; len(n) != 2 || n[1].Name != "tin" || n[1].More.SourceInfo != "found in deps.in" {
		t.Errorf("%+v", n)
	}
}

// TestScanImage scans the archive of an image with one layer.
func TestScanImage(t *testing.T) {
	db := t.TempDir()
	export(t, db, "Debian", `{"id": "DEBIAN-CVE-2031-7", "upstream": ["CVE-2031-7"], "modified": "2031-01-01T00:00:00Z", "affected": [
		{"package": {"ecosystem": "Debian:12", "name": "zinc"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "1.1-2"}]}]},
		{"package": {"ecosystem": "Debian:11", "name": "tools"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]}`)
	got, err := Scan(t.Context(), Options{Image: image(t, map[string]string{
		"etc/os-release":      "ID=debian\nVERSION_ID=\"12\"\n",
		"var/lib/dpkg/status": "Package: libzinc1\nSource: zinc\nStatus: install ok installed\nVersion: 1.1-1\n\nPackage: tools\nStatus: install ok installed\nVersion: 4\n\n",
	}), Database: db})
	if err != nil {
		t.Fatal(err)
	}
	var have []string
	for id, n := range got.Document.Components() {
		line := n.Name + " " + n.Version + " " + got.Answers[id].State.String()
		for _, f := range got.Answers[id].Found {
			line += " " + f.ID + " fixed in " + f.Fixed
		}
		have = append(have, line)
	}
	want := []string{"tools 4 checked", "libzinc1 1.1-1 checked CVE-2031-7 fixed in 1.1-2"}
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("%v\n%s", got.Diagnostics, diff)
	}
	if root := got.Document.Nodes[0]; root.Type != "container" || root.Name != "image.tar" {
		t.Errorf("root: %+v", root)
	}
}

// image writes the archive of an image as "docker save" does.
func image(t *testing.T, files map[string]string) string {
	t.Helper()
	pack := func(name string, files map[string]string) string {
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		w := tar.NewWriter(f)
		for _, name := range sortedKeys(files) {
			if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(files[name]))}); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(files[name])); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		return name
	}
	dir := t.TempDir()
	layer, err := os.ReadFile(pack(filepath.Join(dir, "layer.tar"), files))
	if err != nil {
		t.Fatal(err)
	}
	sum, err := digest(filepath.Join(dir, "layer.tar"))
	if err != nil {
		t.Fatal(err)
	}
	return pack(filepath.Join(dir, "image.tar"), map[string]string{
		"manifest.json": `[{"Config": "config.json", "RepoTags": ["fjord/zinc:1"], "Layers": ["layer.tar"]}]`,
		"config.json": `{"architecture": "amd64", "os": "linux", "config": {}, "rootfs": {"type": "layers", "diff_ids": ["sha256:` + sum + `"]},
			"history": [{"created_by": "ADD zinc"}]}`,
		"layer.tar": string(layer),
	})
}

func sortedKeys(m map[string]string) []string {
	var out []string
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// TestScanStops says that Scan returns when its context has ended, and that
// the next one waits its turn.
func TestScanStops(t *testing.T) {
	dir, db := tree(t)
	ctx, cancel := context.WithCancelCause(t.Context())
	stop := errors.New("enough")
	cancel(stop)
	if _, err := Scan(ctx, Options{Dirs: []string{dir}, Database: db}); !errors.Is(err, stop) {
		t.Errorf("error %v, not %v", err, stop)
	}
	turn <- struct{}{} // as if another scan went on
	if _, err := Scan(ctx, Options{Dirs: []string{dir}, Database: db}); !errors.Is(err, stop) {
		t.Errorf("while another scan goes on: error %v, not %v", err, stop)
	}
	<-turn
	if _, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db}); err != nil {
		t.Error(err)
	}
}

// TestLogger says that what osv-scanner logs reaches the default logger again
// once a scan is over, and not before.
func TestLogger(t *testing.T) {
	dir, db := tree(t)
	var seen recorder
	before := slog.Default()
	slog.SetDefault(slog.New(&seen))
	defer slog.SetDefault(before)
	if _, err := Scan(t.Context(), Options{Dirs: []string{dir}, Database: db}); err != nil {
		t.Fatal(err)
	}
	if len(seen.records) > 0 {
		t.Errorf("the default logger got %v", seen.records)
	}
	var mine recorder
	capture(&mine)()
	if err := (toDefault{}).Handle(t.Context(), slog.Record{Level: slog.LevelWarn, Message: "after"}); err != nil || len(seen.records) != 1 {
		t.Errorf("afterwards the default logger got %v, %v", seen.records, err)
	}
}

func TestUnmatched(t *testing.T) {
	var r recorder
	for _, text := range []string{"Error during extraction: (extracting as python/poetrylock) x: bad", "Error during extraction: (extracting as vulnmatch/osvdev) no route"} {
		if err := r.Handle(t.Context(), slog.Record{Level: slog.LevelError, Message: text}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := r.unmatched(), "osv-scanner gave up matching: (osvdev) no route"; got != want {
		t.Errorf("%q, not %q", got, want)
	}
	if list := r.diagnostics("/private"); len(list) != 2 || list[0].Severity != diag.Error {
		t.Errorf("%v", list)
	}
}

// TestEcosystems says that the list has every ecosystem that osv-scanner
// knows: an export that is not made up for one would end all matching.
func TestEcosystems(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-f", "{{.Dir}}", "github.com/ossf/osv-schema/bindings/go/osvconstants").Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(out)), "constants.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{string(gitEcosystem)}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if kind, isName := func() (*ast.Ident, bool) {
			if !ok {
				return nil, false
			}
			id, isName := spec.Type.(*ast.Ident)
			return id, isName
		}(); isName && kind.Name == "Ecosystem" {
			value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, value)
		}
		return true
	})
	var have []string
	for _, e := range ecosystems {
		have = append(have, string(e))
	}
	slices.Sort(want)
	slices.Sort(have)
	if diff := cmp.Diff(want, have); diff != "" || len(want) < 40 {
		t.Errorf("ecosystems (-osv +ours):\n%s", diff)
	}
}

// TestVersion says that documents name the release that is linked.
func TestVersion(t *testing.T) {
	out, err := exec.CommandContext(t.Context(), "go", "list", "-m", "-f", "{{.Version}}", "github.com/google/osv-scanner/v2").Output()
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.TrimSpace(string(out)); got != "v"+scannerVersion {
		t.Errorf("go.mod has osv-scanner %s, documents name %s", got, scannerVersion)
	}
}
