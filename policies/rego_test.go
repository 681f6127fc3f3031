// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// builtinModules parses every Rego file that is shipped, tests too.
func builtinModules(t *testing.T) map[string]*ast.Module {
	t.Helper()
	modules := map[string]*ast.Module{}
	err := fs.WalkDir(builtin, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".rego" {
			return err
		}
		text, err := fs.ReadFile(builtin, name)
		if err != nil {
			return err
		}
		modules[name], err = ast.ParseModuleWithOpts(name, string(text), ast.ParserOptions{RegoVersion: ast.RegoV1})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return modules
}

// TestRego runs the tests of all packs and libs; every line of them is
// covered.
func TestRego(t *testing.T) {
	modules := builtinModules(t)
	coverage := cover.New()
	store := inmem.New()
	txn := storage.NewTransactionOrDie(t.Context(), store)
	results, err := tester.NewRunner().
		SetStore(store).
		SetModules(modules).
		SetCompiler(ast.NewCompiler().WithStrict(true)).
		RaiseBuiltinErrors(true).
		SetCoverageQueryTracer(coverage).
		RunTests(t.Context(), txn)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for r := range results {
		n++
		name := strings.TrimSuffix(strings.TrimPrefix(r.Package, "data."), "_test") + "/" + r.Name
		t.Run(name, func(t *testing.T) {
			if !r.Pass() {
				t.Errorf("%s: failed: %v, at %v", r.Location, r.Error, r.FailedAt)
			}
		})
	}
	if n == 0 {
		t.Error("no Rego test ran")
	}
	covered(t, coverage.Report(modules))
}

func covered(t *testing.T, report cover.Report) {
	t.Helper()
	var names []string
	for name := range report.Files {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.rego") {
			continue
		}
		for _, r := range report.Files[name].NotCovered {
			t.Errorf("%s:%d: no test reaches this line", name, r.Start.Row)
		}
	}
	t.Logf("%.1f %% of %d files covered", report.Coverage, len(names))
}
