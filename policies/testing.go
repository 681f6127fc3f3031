// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/tester"
)

// Tested is what the tests of packs came to.
type Tested struct {
	Tests     []TestCase // by place
	Uncovered []diag.Position
	Coverage  float64 // per cent of the lines of rules and libs that tests reach
}

// TestCase is one test.
type TestCase struct {
	Name   string // "packs.eu5g.supplier_0004_test.test_bad"
	At     diag.Position
	Passed bool
	// Failed says where and why it failed, as far as that is known.
	Failed string
}

// OK reports whether all tests passed and reach every line.
func (t *Tested) OK() bool {
	return len(t.Uncovered) == 0 && !slices.ContainsFunc(t.Tests, func(x TestCase) bool { return !x.Passed })
}

// Test runs the tests of a folder of packs and of its libs, beside the
// built-in libs; nil runs those of the built-in packs. What is wrong with the
// files themselves is the list, and then nothing is run.
func Test(ctx context.Context, user fs.FS) (*Tested, diag.List, error) {
	var folders []fs.FS
	if user != nil {
		folders = append(folders, user)
	}
	c := read(folders)
	modules := map[string]*ast.Module{}
	own := map[string]bool{}
	parse := func(f *file) {
		if path.Ext(f.name) != ".rego" {
			return
		}
		module, err := ast.ParseModuleWithOpts(f.name, string(f.text), ast.ParserOptions{RegoVersion: ast.RegoV1, Capabilities: capabilities()})
		if err != nil {
			c.diags = append(c.diags, fromOPA(err, f.name)...)
			return
		}
		modules[f.name] = module
		own[f.name] = f.trusted == (user == nil)
	}
	for _, p := range c.packs {
		for _, f := range p.files {
			if f.trusted == (user == nil) {
				parse(f)
			}
		}
	}
	for _, f := range slices.Concat(c.libs, c.libTests) {
		if !f.isTest() || f.trusted == (user == nil) {
			parse(f)
		}
	}
	if c.diags.Sort(); c.diags.Err() != nil {
		return nil, c.diags, nil
	}
	compiler := ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
	if compiler.Compile(modules); compiler.Failed() {
		return nil, fromOPA(compiler.Errors, ""), nil
	}
	out, err := runTests(ctx, modules, own)
	return out, nil, err
}

// testDeadline is how long one test may take. Coverage makes rules slow, and
// tests run beside each other on machines that do other work too: it is only
// there to end what never ends.
const testDeadline = time.Minute

func runTests(ctx context.Context, modules map[string]*ast.Module, own map[string]bool) (*Tested, error) {
	coverage := cover.New()
	store := inmem.New()
	txn, err := store.NewTransaction(ctx)
	if err != nil {
		return nil, err
	}
	results, err := tester.NewRunner().SetStore(store).SetModules(modules).
		SetCompiler(ast.NewCompiler().WithStrict(true).WithCapabilities(capabilities())).
		RaiseBuiltinErrors(true).SetTimeout(testDeadline).SetCoverageQueryTracer(coverage).RunTests(ctx, txn)
	if err != nil {
		return nil, err
	}
	out := &Tested{Coverage: 100}
	for r := range results {
		x := TestCase{Name: strings.TrimPrefix(r.Package, "data.") + "." + r.Name, Passed: r.Pass()}
		if r.Location != nil {
			x.At = diag.Position{File: r.Location.File, Line: r.Location.Row}
		}
		switch {
		case r.Error != nil:
			x.Failed = r.Error.Error()
		case r.FailedAt != nil:
			x.Failed = "failed at " + r.FailedAt.String()
		case !x.Passed:
			x.Failed = "failed"
		}
		out.Tests = append(out.Tests, x)
	}
	slices.SortFunc(out.Tests, func(a, b TestCase) int {
		if by := a.At.Compare(b.At); by != 0 {
			return by
		}
		return strings.Compare(a.Name, b.Name)
	})
	covered, open := 0, 0
	report := coverage.Report(modules)
	for name, f := range report.Files {
		if !own[name] || strings.HasSuffix(name, "_test.rego") {
			continue
		}
		covered += lines(f.Covered)
		open += lines(f.NotCovered)
		for _, r := range f.NotCovered {
			for row := r.Start.Row; row <= r.End.Row; row++ {
				out.Uncovered = append(out.Uncovered, diag.Position{File: name, Line: row})
			}
		}
	}
	slices.SortFunc(out.Uncovered, diag.Position.Compare)
	if covered+open > 0 {
		out.Coverage = 100 * float64(covered) / float64(covered+open)
	}
	return out, nil
}

func lines(ranges []cover.Range) (n int) {
	for _, r := range ranges {
		n += r.End.Row - r.Start.Row + 1
	}
	return n
}
