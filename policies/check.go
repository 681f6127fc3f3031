// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"github.com/kedja/kedja/diag"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/format"
)

// Check holds a folder of packs to the contract of docs/policies.md:
// metadata, ids, needs, parameters, citations, positivity, tests, formatting,
// and that everything compiles together with what is built in. A nil folder
// checks the built-in packs. The list is sorted and empty when all is well.
func Check(user fs.FS) diag.List {
	var folders []fs.FS
	if user != nil {
		folders = append(folders, user)
	}
	c := read(folders)
	for _, p := range c.packs {
		c.formatted(p.files)
	}
	c.formatted(c.libs)
	c.formatted(c.libTests)
	rules := c.allRules()
	c.override(rules, c.names(), false)
	c.compile(rules)
	c.diags.Sort()
	return c.diags
}

// formatted checks that files are as "opa fmt" writes them.
func (c *content) formatted(files []*file) {
	for _, f := range files {
		if path.Ext(f.name) != ".rego" {
			continue
		}
		want, err := format.SourceWithOpts(f.name, f.text, format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			c.diags = append(c.diags, fromOPA(err, f.name)...)
			continue
		}
		if !bytes.Equal(want, f.text) {
			c.diags.Add(diag.Diagnostic{
				Code: "policy/format", Position: diag.Position{File: f.name, Line: firstDifference(want, f.text)},
				Message: "the file is not formatted", Remedy: "run opa fmt -w on it",
			})
		}
	}
}

func firstDifference(a, b []byte) int {
	x, y := bytes.Split(a, []byte("\n")), bytes.Split(b, []byte("\n"))
	for i := range min(len(x), len(y)) {
		if !bytes.Equal(x[i], y[i]) {
			return i + 1
		}
	}
	return min(len(x), len(y)) + 1
}

// rulesOf reads the rules of a pack: every folder with a rule.rego is one.
func (c *content) rulesOf(p *pack) {
	tests := map[string]bool{}
	for _, f := range p.files {
		if f.trusted && f.module == nil {
			c.parse(f)
		}
		tests[f.name] = f.isTest()
	}
	for _, f := range p.files {
		if isScope(f) {
			c.readScope(p, f)
		}
	}
	for _, f := range p.files {
		if path.Ext(f.name) != ".rego" || f.isTest() || isScope(f) {
			continue
		}
		if path.Base(f.name) != "rule.rego" || f.dir == "" || strings.Contains(f.dir, "/") {
			c.diags.Errorf("policy/layout", diag.Position{File: f.name}, "a rule is a file rule.rego in a folder of its own beside pack.yaml")
			continue
		}
		if !tests[path.Dir(f.name)+"/rule_test.rego"] {
			c.diags.Errorf("policy/tests", diag.Position{File: f.name}, "the rule has no rule_test.rego beside it")
		}
		if f.module == nil {
			continue
		}
		r := c.readRule(p, f)
		if r == nil {
			continue
		}
		underivable := false
		r.reads = readsOf(f.module, func(loc *ast.Location, what string) {
			underivable = true
			severity := diag.Warning // slow, not wrong
			if f.trusted {
				severity = diag.Error
			}
			c.diags.Add(diag.Diagnostic{
				Severity: severity, Code: "policy/input", Position: f.at(loc), Message: "the rule " + what + ", so that each subject is evaluated by itself",
				Remedy: "name the fields it needs, as in input.supplier.id",
			})
		})
		if underivable {
			r.reads = &reads{whole: true}
		}
		c.lintModule(f, r)
		p.rules = append(p.rules, r)
	}
}
