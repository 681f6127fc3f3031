// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/report"
)

// The rules of the house are tests: what is not held here is not a rule.

const module = "github.com/kedja/kedja"

// mayImport is the direction of imports, as docs/architecture.md draws it:
// package → the packages of this module that it may import, tests aside. A
// package that is not listed may not exist.
var mayImport = map[string][]string{
	"diag":            {},
	"internal/schema": {}, // joins Go types and JSON Schemas; knows no other package
	"internal/corpus": {}, // finds the real files for tests
	"internal/page":   {}, // draws sections of lines and tables

	"result":                 {"diag", "internal/schema"},
	"gate":                   {"diag", "result"},
	"report/internal/phrase": {"result"}, // how every report puts numbers and names
	"report":                 {"diag", "result", "report/html", "report/internal/phrase"},
	// The page: one package, because it has pictures, styles and a script.
	"report/html": {"diag", "result", "report/internal/phrase"},

	"sbom":                  {"diag"},
	"sbom/internal/scan":    {"diag", "sbom"},
	"sbom/internal/xmltext": {"diag", "sbom"},
	"sbom/internal/loss":    {"diag", "sbom"},
	"sbom/internal/outline": {"sbom", "sbom/internal/scan"},
	"sbom/internal/gen":     {}, // for tests and benchmarks of the readers
	"sbom/internal/golden":  {"diag", "sbom"},
	"sbom/cyclonedx":        {"diag", "sbom", "sbom/internal/scan", "sbom/internal/xmltext", "sbom/internal/loss"},
	"sbom/spdx":             {"diag", "sbom", "sbom/internal/scan", "sbom/internal/xmltext", "sbom/internal/loss"},
	"sbom/spdx3":            {"diag", "sbom", "sbom/internal/scan"},
	"sbom/read":             {"diag", "sbom", "sbom/internal/outline", "sbom/internal/scan", "sbom/cyclonedx", "sbom/spdx", "sbom/spdx3"},
	"sbom/quality":          {"diag", "sbom"},
	"sbom/convert":          {"diag", "sbom", "sbom/cyclonedx", "sbom/spdx"},
	"sbom/merge":            {"diag", "sbom", "supplier"},

	"supplier": {"diag", "sbom"},
	// What brings the records of others into ours: one package a format.
	"supplier/importer": {"diag", "sbom", "supplier", "system", "load"},
	"supplier/bods":     {"diag", "supplier", "supplier/importer"},
	"supplier/gleif":    {"diag", "supplier", "supplier/importer"},
	"supplier/ftm":      {"diag", "supplier", "supplier/importer"},
	"supplier/dora":     {"diag", "supplier", "system", "supplier/importer"},
	"supplier/table":    {"diag", "supplier", "system", "supplier/importer", "load"},
	"supplier/resolve":  {"diag", "sbom", "supplier"},
	"supplier/lint":     {"diag", "sbom", "supplier", "system"},
	"profiles":          {"diag", "supplier"}, // facts on countries, shipped
	"profiles/gen":      {"profiles"},
	"system":            {"diag", "sbom", "supplier"},
	// For tests of the importers.
	"supplier/internal/story": {"supplier/importer"},

	"risk":                {"diag", "result", "sbom", "supplier", "system", "risk/graph", "vuln", "vuln/severity"},
	"risk/graph":          {}, // numbers in, numbers out
	"risk/concentration":  {"diag", "result", "sbom", "supplier", "system", "risk"},
	"risk/lockin":         {"diag", "result", "sbom", "supplier", "system", "risk"},
	"risk/ownership":      {"diag", "result", "sbom", "supplier", "system", "risk"},
	"risk/resilience":     {"diag", "result", "sbom", "supplier", "system", "risk"},
	"risk/tiers":          {"result", "risk/graph"},
	"risk/dependency":     {"result", "risk/concentration"},
	"risk/ownership/draw": {"result", "risk/ownership"}, // pictures of who controls whom
	// Joins the graph with the measures, each of which knows only its own
	// mathematics; nobody but the root needs it.
	"risk/measures": {"diag", "result", "sbom", "supplier", "system", "risk",
		"risk/concentration", "risk/dependency", "risk/lockin", "risk/ownership", "risk/resilience", "risk/tiers"},

	"policies": {"diag", "result", "sbom", "supplier", "system", "risk", "internal/schema"},
	"load":     {"diag", "internal/schema"},

	"vuln":                       {"diag"}, // words; the folders below it read the data
	"vuln/internal/version":      {},       // the order of versions in each ecosystem
	"vuln/internal/ecosystem":    {"vuln"},
	"vuln/osv":                   {"diag", "vuln", "vuln/internal/alias", "vuln/severity", "vuln/osv/internal/affected", "vuln/internal/ecosystem", "vuln/internal/version"},
	"vuln/osv/internal/affected": {"vuln", "vuln/internal/version"},
	"vuln/osvresult":             {"diag", "vuln", "vuln/internal/ecosystem", "vuln/internal/version", "vuln/severity"},
	"vuln/vex":                   {"diag", "sbom", "sbom/read", "vuln/vex/internal/identity", "vuln/vex/internal/tokens"},
	"vuln/vex/internal/identity": {"vuln/internal/ecosystem", "vuln/internal/version"}, // package URLs, CPEs and ranges of versions
	"vuln/vex/internal/tokens":   {"diag"},
	"vuln/listed":                {"diag", "vuln"},
	"vuln/internal/alias":        {}, // which records are about one vulnerability
	"vuln/files":                 {"diag", "vuln", "vuln/listed", "vuln/osv", "vuln/osvresult", "vuln/vex"},
	"vuln/triage":                {"diag", "vuln", "vuln/internal/alias", "vuln/internal/ecosystem", "vuln/internal/version", "vuln/listed", "vuln/vex"},
	"vuln/severity":              {},
	"vuln/fetch":                 {"diag"}, // the one that uses the network; the command calls it

	// The pipeline: everything above.
	"": {"diag", "gate", "load", "policies", "profiles", "report", "result", "risk", "risk/dependency", "risk/measures",
		"sbom", "sbom/read", "scenario/event", "supplier", "supplier/lint", "system", "vuln", "vuln/files", "vuln/listed", "vuln/triage", "vuln/vex"},

	// The questions that results leave open, and the answers to them.
	"inquiry": {"", "diag", "internal/schema", "load", "policies", "result", "risk/ownership", "supplier", "system"},

	// What if: the record of what is supposed to happen, and what follows.
	"scenario/event": {"diag", "supplier"},
	"scenario": {"", "diag", "gate", "internal/page", "internal/schema", "result", "risk", "risk/lockin", "risk/measures", "risk/resilience",
		"scenario/event", "supplier", "system"},

	// Very many SBOMs at once.
	"portfolio": {"", "diag", "internal/page", "internal/schema", "policies", "result", "risk", "risk/graph", "risk/measures",
		"sbom", "sbom/read", "supplier", "system"},

	"cmd/kedja": {"", "portfolio", "diag", "gate", "inquiry", "profiles", "risk/ownership", "risk/ownership/draw",
		"supplier/bods", "supplier/dora", "supplier/ftm", "supplier/gleif", "supplier/importer",
		"supplier/lint", "supplier/resolve", "supplier/table", "internal/page", "internal/schema", "load", "policies", "report", "result", "scenario", "scenario/event",
		"sbom", "sbom/convert", "sbom/merge", "sbom/quality", "sbom/read", "supplier", "system", "vuln", "vuln/fetch", "vuln/files", "vuln/listed", "vuln/osv", "vuln/triage", "vuln/vex"},

	"examples/library":      {"", "diag", "result", "report", "gate"},
	"examples/nordmark/gen": {},
}

// oneImporter names, for each heavy library, the package trees that may
// import it; tests may too where the second list says so.
var oneImporter = []struct {
	library string
	code    []string
	tests   []string
}{
	{"github.com/CycloneDX/cyclonedx-go", []string{"sbom/cyclonedx"}, []string{"sbom"}},
	{"github.com/spdx/tools-golang", []string{"sbom/spdx"}, []string{"sbom"}},
	{"github.com/open-policy-agent/opa", []string{"policies"}, []string{"cmd"}},
	{"gonum.org/v1/gonum", []string{"risk"}, nil},
	{"github.com/google/osv-scalibr", []string{"vuln/internal/version"}, nil},
	{"github.com/pandatix/go-cvss", []string{"vuln/severity"}, nil},
	{"github.com/spf13/cobra", []string{"cmd"}, nil},
	{"github.com/goccy/go-yaml", []string{"load", "policies"}, []string{"sbom"}},
	{"github.com/go-json-experiment/json", []string{"sbom", "load", "vuln"}, nil},
	{"github.com/package-url/packageurl-go", []string{"supplier", "vuln"}, nil},
	{"golang.org/x/net/publicsuffix", []string{"."}, nil},
	{"golang.org/x/term", []string{"cmd"}, nil},
	{"github.com/klauspost/compress", []string{"sbom/read"}, []string{"sbom"}},
	{"github.com/ulikunitz/xz", []string{"sbom/read"}, []string{"sbom"}},
	{"github.com/rogpeppe/go-internal", nil, []string{"cmd", "sbom", "load", "policies", "examples", "vuln"}},
	{"github.com/santhosh-tekuri/jsonschema", nil, []string{"result", "load", "internal/schema", "cmd", "policies", "."}},
	{"pgregory.net/rapid", nil, []string{"sbom", "supplier", "system", "risk", "result", "gate", "report", "load", "policies", "portfolio", "scenario", "vuln", "cmd", "."}},
}

// budget is every direct dependency with the reason for it. A new line here
// is a decision: what it saves must be worth what it brings.
var budget = map[string]string{
	"github.com/CycloneDX/cyclonedx-go":     "the dialect's own vocabulary, as an independent reader in tests, and its writer",
	"github.com/spdx/tools-golang":          "the dialect's own vocabulary, as an independent reader in tests, and its writer",
	"github.com/agnivade/levenshtein":       "edit distance for \"did you mean\"; already there through OPA",
	"github.com/go-json-experiment/json":    "jsontext: tokens with offsets, so that every diagnostic has its line and pointer",
	"github.com/goccy/go-yaml":              "YAML with the position and source text of every scalar",
	"github.com/google/osv-scalibr":         "semantic: versions in the order of each ecosystem, as osv-scanner has it; that package alone, which needs nothing",
	"github.com/pandatix/go-cvss":           "scores of CVSS vectors of all versions; needs nothing",
	"github.com/google/go-cmp":              "differences in tests that a person can read",
	"github.com/klauspost/compress":         "zstd, in which SBOMs are stored and attached to images",
	"github.com/ulikunitz/xz":               "xz, as distributions compress their SBOMs; no other pure Go reader is kept up",
	"github.com/open-policy-agent/opa":      "Rego: rules that policy authors write and others can run",
	"github.com/package-url/packageurl-go":  "package URLs by their specification",
	"github.com/rogpeppe/go-internal":       "testscript: transcripts of the whole program",
	"github.com/santhosh-tekuri/jsonschema": "tests hold results and records to their schemas",
	"github.com/spf13/cobra":                "verbs, flags, help and shell completion",
	"golang.org/x/net":                      "publicsuffix: which labels of a Maven group name its owner; links no net",
	"golang.org/x/term":                     "whether standard output is a terminal, and how wide",
	"golang.org/x/text":                     "names compared as people do: normal forms, case folding, region codes",
	"gonum.org/v1/gonum":                    "dominators and linear systems that others have proved",
	"pgregory.net/rapid":                    "properties of the measures, with shrinking",
}

// neverHere are dependencies that live in nested modules of their own.
var neverHere = []string{"osv-scanner", "apache/beam"}

// goPackage is what "go list -json" says of a package.
type goPackage struct {
	ImportPath, Name, Doc             string
	Imports, TestImports, XTestImport []string
	XTestImports                      []string
	Deps                              []string
}

func goList(t *testing.T, args ...string) []goPackage {
	t.Helper()
	out := goRun(t, append([]string{"list", "-json=ImportPath,Name,Doc,Imports,TestImports,XTestImports,Deps"}, args...)...)
	var list []goPackage
	for d := json.NewDecoder(bytes.NewReader(out)); d.More(); {
		var p goPackage
		if err := d.Decode(&p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

// goRun runs the go command and returns what it prints.
func goRun(t *testing.T, args ...string) []byte {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s%s", strings.Join(args, " "), err, out, stderr.String())
	}
	return out
}

// short is a package's path below the module; "" is the root.
func short(importPath string) (string, bool) {
	if importPath == module {
		return "", true
	}
	return strings.CutPrefix(importPath, module+"/")
}

func TestImportsFollowTheDirection(t *testing.T) {
	for _, p := range goList(t, "./...") {
		name, _ := short(p.ImportPath)
		allowed, listed := mayImport[name]
		if !listed {
			t.Errorf("package %s is not in the table of imports; add it there and to docs/architecture.md", name)
			continue
		}
		for _, imp := range p.Imports {
			if own, ok := short(imp); ok && !slices.Contains(allowed, own) {
				t.Errorf("package %q imports %q, which its row of the table does not allow", name, own)
			}
		}
	}
}

func TestHeavyLibrariesHaveOneImporter(t *testing.T) {
	within := func(name string, trees []string) bool {
		return slices.ContainsFunc(trees, func(tree string) bool {
			return name == tree || tree == "." && name == "" || strings.HasPrefix(name, tree+"/")
		})
	}
	used := map[string]bool{}
	for _, p := range goList(t, "./...") {
		name, _ := short(p.ImportPath)
		for _, l := range oneImporter {
			for _, imp := range p.Imports {
				if !under(imp, l.library) {
					continue
				}
				used[l.library] = true
				if !within(name, l.code) && !(helpsTests(name) && within(name, l.tests)) {
					t.Errorf("package %q imports %s, which belongs to %v", name, imp, l.code)
				}
			}
			for _, imp := range slices.Concat(p.TestImports, p.XTestImports) {
				if under(imp, l.library) {
					used[l.library] = true
					if !within(name, l.code) && !within(name, l.tests) {
						t.Errorf("tests of %q import %s, which belongs to %v and the tests of %v", name, imp, l.code, l.tests)
					}
				}
			}
		}
	}
	for _, l := range oneImporter {
		if !used[l.library] {
			t.Errorf("nothing imports %s any more: drop it", l.library)
		}
	}
}

// helpsTests reports whether only tests import the package, by its path or a
// file in it.
func helpsTests(name string) bool {
	return slices.ContainsFunc([]string{"internal/corpus", "sbom/internal/gen", "sbom/internal/golden", "supplier/internal/story"}, func(dir string) bool {
		return name == dir || strings.HasPrefix(name, dir+"/")
	})
}

func under(importPath, library string) bool {
	return importPath == library || strings.HasPrefix(importPath, library+"/")
}

// TestPureCoreLinksNoNetwork holds that nobody who reads SBOMs or computes
// measures gets a network stack with it. net/url and net/netip only parse.
func TestPureCoreLinksNoNetwork(t *testing.T) {
	for _, p := range goList(t, "./sbom/...", "./vuln/...", "./supplier", "./system", "./risk/...", "./result", "./report", "./gate", "./load", "./diag") {
		if name, _ := short(p.ImportPath); helpsTests(name) || name == "vuln/fetch" {
			continue
		}
		for _, dep := range p.Deps {
			if dep == "net" || dep == "net/http" || dep == "crypto/tls" {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
		}
	}
}

func TestDependenciesAreInTheBudget(t *testing.T) {
	var mod struct {
		Require []struct {
			Path     string
			Indirect bool
		}
	}
	if err := json.Unmarshal(goRun(t, "mod", "edit", "-json"), &mod); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, r := range mod.Require {
		for _, name := range neverHere {
			if strings.Contains(r.Path, name) {
				t.Errorf("%s belongs in a nested module, not in the root go.mod", r.Path)
			}
		}
		if r.Indirect {
			continue
		}
		name := regexp.MustCompile(`/v[0-9]+$`).ReplaceAllString(r.Path, "")
		seen[name] = true
		if budget[name] == "" {
			t.Errorf("%s is not in the budget of dependencies; say there why it is worth having", r.Path)
		}
	}
	for name := range budget {
		if !seen[name] {
			t.Errorf("%s is in the budget but not in go.mod", name)
		}
	}
}

// isModule reports whether the folder is a module of its own.
func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// eachGoFile parses every Go file of the repository.
func eachGoFile(t *testing.T, do func(name string, text []byte, fset *token.FileSet, f *ast.File)) {
	t.Helper()
	n := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() && name != "." && isModule(name):
			return fs.SkipDir // has rules of its own
		case d.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, name, text, parser.ParseComments)
		if err != nil {
			return err
		}
		n++
		do(filepath.ToSlash(name), text, fset, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n == 0 {
		t.Fatal("no Go file was found")
	}
}

func TestGoFilesKeepTheHouseStyle(t *testing.T) {
	documented := map[string]bool{}
	eachGoFile(t, func(name string, text []byte, fset *token.FileSet, f *ast.File) {
		if !bytes.HasPrefix(text, []byte("// SPDX-License-Identifier: Apache-2.0\n\n")) {
			t.Errorf("%s: the file does not start with the licence line", name)
		}
		if formatted, err := format.Source(text); err != nil || !bytes.Equal(formatted, text) {
			t.Errorf("%s: not formatted (%v); run gofmt -w on it", name, err)
		}
		lines, limit := bytes.Count(text, []byte("\n")), 500
		if strings.HasSuffix(name, "_test.go") {
			limit = 800
		}
		if lines > limit {
			t.Errorf("%s: %d lines, the limit is %d; split it by subject", name, lines, limit)
		}
		if strings.HasSuffix(name, "_test.go") {
			return
		}
		dir := path.Dir(name)
		documented[dir] = documented[dir] || f.Doc != nil
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: func init; hand values to those who need them", fset.Position(fn.Pos()))
			}
		}
		checkWorld(t, name, fset, f)
	})
	for dir, ok := range documented {
		if !ok {
			t.Errorf("package %s has no package comment", dir)
		}
	}
}

// outside are what only the command may touch: the clock, the environment,
// the terminal and the process. A nil list is every function of the package.
var outside = map[string][]string{
	"time": {"Now", "Since", "Until", "Sleep", "After", "Tick", "NewTimer", "NewTicker"},
	"os":   {"Getenv", "LookupEnv", "Environ", "ExpandEnv", "Exit", "Stdin", "Stdout", "Stderr", "Args"},
	"fmt":  {"Print", "Println", "Printf", "Scan", "Scanln", "Scanf"},
	"log":  nil, "log/slog": nil, "math/rand": nil, "math/rand/v2": nil,
}

// checkWorld refuses uses of the world outside of commands and examples.
func checkWorld(t *testing.T, name string, fset *token.FileSet, f *ast.File) {
	if strings.HasPrefix(name, "cmd/") || strings.HasPrefix(name, "examples/") || strings.HasPrefix(name, "profiles/gen/") || helpsTests(name) {
		return
	}
	if strings.HasPrefix(name, "vuln/osvscanner/") {
		return // a module of its own: programs, and what stands between osv-scanner's logger and us
	}
	imported := map[string]string{} // name in the file → path
	for _, imp := range f.Imports {
		p, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		local := path.Base(p)
		if local == "v2" {
			local = "rand"
		}
		if imp.Name != nil {
			local = imp.Name.Name
		}
		imported[local] = p
	}
	ast.Inspect(f, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		if !ok {
			return true
		}
		names, watched := outside[imported[x.Name]]
		if watched && (names == nil || slices.Contains(names, sel.Sel.Name)) {
			t.Errorf("%s: %s.%s belongs to the command; take what it gives as an argument", fset.Position(sel.Pos()), x.Name, sel.Sel.Name)
		}
		return true
	})
}

func TestVet(t *testing.T) {
	if testing.Short() {
		t.Skip("short: go vet takes a while")
	}
	goRun(t, "vet", "./...")
}

func TestModuleIsTidy(t *testing.T) {
	if testing.Short() {
		t.Skip("short: needs modules that only tests of dependencies use, from the network or a cache")
	}
	out, err := exec.CommandContext(t.Context(), "go", "mod", "tidy", "-diff").CombinedOutput()
	if err == nil {
		return
	}
	for _, sign := range []string{"dial tcp", "no such host", "module lookup disabled", "connection refused", "i/o timeout", "proxyconnect"} {
		if bytes.Contains(out, []byte(sign)) {
			t.Skipf("offline: %s", bytes.TrimSpace(out))
		}
	}
	t.Errorf("go.mod or go.sum is not tidy; run go mod tidy\n%s", out)
}

// TestExamplesRun builds every program below examples and runs it as its
// reader would: from the repository's root and from its own folder.
func TestExamplesRun(t *testing.T) {
	arguments := map[string][]string{"examples/nordmark/gen": {"-o", t.TempDir()}}
	for _, p := range goList(t, "./examples/...") {
		name, _ := short(p.ImportPath)
		if p.Name != "main" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			bin := filepath.Join(t.TempDir(), "example.exe")
			goRun(t, "build", "-o", bin, "./"+name)
			var first []byte
			for i, dir := range []string{".", name} {
				cmd := exec.CommandContext(t.Context(), bin, arguments[name]...)
				cmd.Dir = dir
				out, err := cmd.CombinedOutput()
				if err != nil {
					t.Fatalf("from %s: %v\n%s", dir, err, out)
				}
				if i == 0 {
					first = out
				} else if !bytes.Equal(first, out) {
					t.Errorf("from %s it prints\n%s\nbut from the root\n%s", dir, out, first)
				}
			}
		})
	}
}

// The two commands that carry a newcomer: the main job and its tests.
const (
	mainJob  = "go run ./cmd/kedja assess examples/nordmark/system.yaml -o text -o json=out.json"
	testsJob = "go test ./..."
)

func TestReadmeStartsWithTheTwoCommands(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "```")
	block, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("README.md has no block of commands")
	}
	var commands []string
	for line := range strings.Lines(block) {
		command, _, _ := strings.Cut(line, "#")
		if command = strings.TrimSpace(command); command != "" && command != "sh" {
			commands = append(commands, command)
		}
	}
	if want := []string{mainJob, testsJob}; !slices.Equal(commands, want) {
		t.Errorf("the first block of README.md holds %q, want %q", commands, want)
	}
	if line := strings.Count(string(text[:strings.Index(string(text), "```")]), "\n"); line > 12 {
		t.Errorf("the commands of README.md begin in line %d; they belong at its top", line+1)
	}
	ci, err := os.ReadFile(".ci/run")
	if err != nil {
		t.Fatal(err)
	}
	for _, command := range []string{mainJob, testsJob} {
		if !bytes.Contains(ci, []byte(command)) {
			t.Errorf(".ci/run does not run the README's command %q", command)
		}
	}
	if lines := strings.Split(strings.TrimSpace(string(ci)), "\n"); !strings.HasSuffix(lines[len(lines)-1], testsJob) {
		t.Errorf(".ci/run ends with %q; go test's own summary closes it", lines[len(lines)-1])
	}
}

// TestReadmeShowsTheRealResult holds that every line of the excerpt in
// README.md is one of the text report.
func TestReadmeShowsTheRealResult(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(text), "```text\n")
	excerpt, _, ok := strings.Cut(after, "```")
	if !ok {
		t.Fatal("README.md has no excerpt")
	}
	in, _, err := kedja.Load([]string{"examples/nordmark/system.yaml"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(t.Context(), in, kedja.Options{AsOf: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := report.Text(&out, a, report.Options{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(out.String(), "\n")
	for line := range strings.Lines(excerpt) {
		if line = strings.TrimSuffix(line, "\n"); !slices.Contains(lines, line) {
			t.Errorf("README.md shows a line that the report does not have: %q", line)
		}
	}
}

// link finds Markdown links with their targets.
var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// machinePath finds places that exist on somebody's machine only.
var machinePath = regexp.MustCompile(`(?m)(^|[\s("'` + "`" + `=])(/(home|root|Users|work|tmp|mnt)/\S+|[A-Z]:\\\S+)`)

func TestPagesLinkToWhatIsThere(t *testing.T) {
	pages := 0
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || name != "." && strings.HasPrefix(d.Name(), ".")):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(name) != ".md":
			return nil
		}
		pages++
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		for _, m := range machinePath.FindAllStringSubmatch(string(text), -1) {
			t.Errorf("%s names a place on one machine: %s", name, m[2])
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			target, _, _ := strings.Cut(m[1], "#")
			if target == "" || strings.Contains(target, "://") || strings.HasPrefix(target, "mailto:") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(name), filepath.FromSlash(target))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, target)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if pages == 0 {
		t.Fatal("no page was found")
	}
}
