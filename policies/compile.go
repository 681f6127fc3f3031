// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/open-policy-agent/opa/v1/ast"
)

// compile compiles the libs and the rules together and prepares each rule's
// query and projection.
func (c *content) compile(rules []*rule) *ast.Compiler {
	compiler := ast.NewCompiler().
		WithCapabilities(capabilities()).
		WithStrict(true).
		WithSchemas(schemas()).
		WithUseTypeCheckAnnotations(true).
		WithDefaultRegoVersion(ast.RegoV1)
	compiler.SetErrorLimit(0) // all errors at once
	modules := map[string]*ast.Module{}
	for _, f := range c.libs {
		if f.module != nil {
			modules[f.key] = f.module
		}
	}
	for _, r := range rules {
		typeInput(r)
		modules[r.file.key] = r.file.module
	}
	var scopes []*entityScope
	for _, p := range c.packs {
		if p.scope != nil && slices.ContainsFunc(rules, func(r *rule) bool { return r.pack == p }) {
			scopes = append(scopes, p.scope)
			modules[p.scope.file.key] = p.scope.file.module
		}
	}
	for _, m := range modules {
		capCalls(m)
	}
	compiler.Compile(modules)
	if compiler.Failed() {
		c.diags = append(c.diags, fromOPA(compiler.Errors, "")...)
		return nil
	}
	for _, x := range scopes {
		if err := x.prepare(compiler); err != nil {
			c.diags = append(c.diags, diag.FromError(err, "policy/compile", diag.Position{File: x.file.name})...)
		}
	}
	for _, r := range rules {
		if err := r.prepare(compiler); err != nil {
			c.diags = append(c.diags, diag.FromError(err, "policy/compile", diag.Position{File: r.File, Line: r.Line})...)
		}
	}
	return compiler
}

// typeInput tells the compiler the form of the rule's input, so that a path
// that no input of the scope has does not compile.
func typeInput(r *rule) {
	if meta := packageMetadata(r.file.module); meta != nil && inputs[r.Scope] != nil {
		meta.Schemas = []*ast.SchemaAnnotation{{Path: ast.InputRootRef, Schema: schemaRef(r.Scope)}}
	}
}

// prepare builds the query for the sets that the rule defines, and the
// projection of the input on what it reads.
func (r *rule) prepare(compiler *ast.Compiler) error {
	if inputs[r.Scope] == nil {
		return nil // reported with the metadata
	}
	if err := r.prepareReads(); err != nil {
		return err
	}
	var body ast.Body
	for _, set := range []struct {
		name    string
		defined bool
	}{{"finding", r.finding}, {"factor", r.factor}, {"undecided", r.undecided}} {
		if set.defined {
			ref := r.file.module.Package.Path.Append(ast.StringTerm(set.name))
			body.Append(ast.Equality.Expr(ast.VarTerm(set.name), ast.NewTerm(ref)))
		}
	}
	if len(body) == 0 {
		return nil // reported with the metadata
	}
	r.readBodies(compiler.Modules[r.file.key])
	var err error
	r.query, err = compiler.QueryCompiler().Compile(body)
	return err
}

// prepareReads builds the projection of the input on what the rule reads.
func (r *rule) prepareReads() error {
	var err error
	if r.projection, err = project(inputs[r.Scope], r.reads); err != nil {
		return err
	}
	if r.columns, err = r.columnsOf(); err != nil {
		return err
	}
	for _, c := range r.columns {
		r.grouped += c.name + "\n"
	}
	return nil
}
