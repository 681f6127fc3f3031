// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Set is a compiled selection of packs. It is immutable and safe for
// concurrent use.
type Set struct {
	packs     []result.Policy
	rules     []*rule // sorted by id
	needs     map[string][]need
	catalogue Catalogue
	compiler  *ast.Compiler
	builtins  map[string]*topdown.Builtin
	store     storage.Store
	txn       storage.Transaction // read-only and shared: nothing ever writes
	scopes    []*entityScope      // whom the packs bind
	deadline  time.Duration       // of one rule over one input
	apart     int                 // distinct inputs from which rules are asked together
	confined  *confined           // where the user's packs are; nil: here
}

// need is a fact that some rule of a scope asks for.
type need struct {
	path  string
	parts []part
}

// Compile reads, checks and compiles the chosen packs. Everything that is
// wrong with them is reported at once, as a diag.List with positions.
func Compile(ctx context.Context, opts *Options) (*Set, error) {
	if opts == nil {
		opts = &Options{}
	}
	if opts.Confine != nil && len(opts.User) > 0 {
		return compileConfined(ctx, opts)
	}
	return compileAll(ctx, read(opts.User), opts)
}

// compileAll compiles what has been read, in this process.
func compileAll(ctx context.Context, c *content, opts *Options) (*Set, error) {
	names, err := c.choose(opts.Packs)
	if err != nil {
		return nil, err
	}
	rules := c.selectRules(names)
	c.override(rules, names, opts.untrusted)
	c.setParams(rules, names, opts.Params)
	compiler := c.compile(rules)
	c.diags.Sort()
	if err := c.diags.Err(); err != nil {
		return nil, err
	}
	return c.set(ctx, names, rules, compiler)
}

// set puts compiled rules together.
func (c *content) set(ctx context.Context, names []string, rules []*rule, compiler *ast.Compiler) (*Set, error) {
	s := &Set{rules: rules, catalogue: c.catalogue, compiler: compiler, builtins: cappedBuiltins(), deadline: defaultDeadline, apart: defaultApart, needs: map[string][]need{}}
	for _, p := range c.packs {
		if slices.Contains(names, p.Name) {
			s.packs = append(s.packs, p.policy())
			if p.scope != nil {
				s.scopes = append(s.scopes, p.scope)
			}
		}
	}
	for _, r := range rules {
		s.addNeeds(r)
	}
	var err error
	s.store = inmem.NewFromObjectWithOpts(data(rules, c.catalogue),
		inmem.OptRoundTripOnWrite(false), inmem.OptReturnASTValuesOnRead(true))
	if s.txn, err = s.store.NewTransaction(ctx); err != nil {
		return nil, fmt.Errorf("the parameters and the catalogue cannot be read: %w", err)
	}
	return s, ctx.Err()
}

func (s *Set) addNeeds(r *rule) {
	for i, path := range r.Needs {
		known := s.needs[r.Scope]
		at := slices.IndexFunc(known, func(n need) bool { return n.path == path })
		if at < 0 {
			at = len(known)
			s.needs[r.Scope] = append(known, need{path, r.needs[i]})
		}
		r.needAt = append(r.needAt, at)
	}
}

// choose resolves the names of packs; none is all that are on by default.
func (c *content) choose(names []string) ([]string, error) {
	var on, all []string
	for _, p := range c.packs {
		all = append(all, p.Name)
		if p.Default != "off" {
			on = append(on, p.Name)
		}
	}
	if names == nil {
		return on, nil
	}
	var bad diag.List
	for _, name := range names {
		if !slices.Contains(all, name) {
			bad.Add(diag.Diagnostic{
				Code: "policy/no-pack", Message: fmt.Sprintf("%q is no pack", name),
				Remedy: "choose among " + strings.Join(all, ", "),
			})
		}
	}
	return names, bad.Err()
}

// names are those of all packs, those that are off too.
func (c *content) names() []string {
	var names []string
	for _, p := range c.packs {
		names = append(names, p.Name)
	}
	return names
}

// allRules reads the rules of all packs, those that are off too.
func (c *content) allRules() []*rule { return c.selectRules(c.names()) }

// selectRules reads the rules of the packs named, sorted by id.
func (c *content) selectRules(names []string) []*rule {
	var rules []*rule
	for _, p := range c.packs {
		if slices.Contains(names, p.Name) {
			c.rulesOf(p)
			rules = append(rules, p.rules...)
		}
	}
	slices.SortStableFunc(rules, func(a, b *rule) int { return strings.Compare(a.ID, b.ID) })
	taken := map[string]*rule{}
	for _, r := range rules {
		for _, id := range append([]string{r.ID}, r.Aliases...) {
			if other := taken[id]; other != nil {
				c.diags.Errorf("policy/id-twice", diag.Position{File: r.File, Line: r.Line},
					"the id %s is taken by %s; ids are for ever and never reused", id, other.File)
			}
			taken[id] = r
		}
	}
	return rules
}

// data is what rules see beside their input: parameters and catalogue.
func data(rules []*rule, cat Catalogue) map[string]any {
	params, entries, asks := map[string]any{}, map[string]any{}, map[string]any{}
	for _, r := range rules {
		values := map[string]any{}
		for _, p := range r.Params {
			values[p.Name] = p.Value
		}
		params[r.ID] = values
		if len(r.asks) > 0 {
			asks[r.ID] = r.asksData()
		}
	}
	for e := range cat.All() {
		entry := map[string]any{"title": e.Title, "status": e.Status, "provenance": e.Provenance}
		if e.Class != nil {
			entry["sensitivity"] = e.Class.Sensitivity
		}
		entries[e.ID] = entry
	}
	return map[string]any{"params": params, "catalogue": entries, "asks": asks}
}

// Rules returns the metadata of the rules, sorted by id. The lists in it are
// the set's: read them only.
func (s *Set) Rules() []Rule {
	out := make([]Rule, len(s.rules))
	for i, r := range s.rules {
		out[i] = r.Rule
	}
	return out
}

// Catalogue returns the catalogue that the rules cite.
func (s *Set) Catalogue() Catalogue { return s.catalogue }
