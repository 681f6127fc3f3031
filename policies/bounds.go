// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"cmp"
	"context"
	"fmt"
	"path"
	"reflect"
	"slices"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/internal/schema"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/ast"
)

// Whom a source binds is said once for a pack, in its scope.rego: for each
// name that rules use under "binds", whether it binds this entity (yes, no,
// unknown), what is missing to tell, and why. A rule is not asked where the
// answer is no; where it is unknown, what the rule finds is unknown too.

// scopeFile is the name of the file.
const scopeFile = "scope.rego"

// scopeInput is what a scope.rego sees.
type scopeInput struct {
	Entity risk.EntityFacts `json:"entity"`
}

var (
	scopeType    = reflect.TypeFor[scopeInput]()
	boundAnswers = []string{"yes", "no", "unknown"}
)

// entityScope is the scope.rego of a pack on its way through the compiler.
type entityScope struct {
	pack  *pack
	file  *file
	query ast.Body
}

// bound is the answer of a scope.rego on one name and entity.
type bound struct {
	answer  string
	missing []string
	class   string
	why     string
}

func isScope(f *file) bool { return f.dir == "" && path.Base(f.name) == scopeFile }

// readScope checks the scope.rego of a pack.
func (c *content) readScope(p *pack, f *file) {
	if f.module == nil {
		return
	}
	at := f.at(f.module.Package.Location)
	want := "data.packs." + p.Name + ".scope"
	if got := f.module.Package.Path.String(); got != want {
		c.diags.Errorf("policy/scope", at, "the package of %s is packs.%s.scope", scopeFile, p.Name)
		return
	}
	if !defines(f.module, "bound") {
		c.diags.Errorf("policy/scope", at, "%s defines no bound: write bound := {%q: {\"answer\": …}}", scopeFile, p.Name)
		return
	}
	readsOf(f.module, func(loc *ast.Location, what string) {
		c.diags.Errorf("policy/input", f.at(loc), "the scope %s", what)
	})
	l := &linter{c: c, f: f, above: map[*ast.Term]bool{}}
	for _, imp := range f.module.Imports {
		l.imports(imp)
	}
	ast.NewGenericVisitor(func(x any) bool { l.node(x); return false }).Walk(f.module)
	meta := packageMetadata(f.module)
	if meta == nil {
		c.diags.Errorf("policy/metadata", at, "%s has no METADATA of scope package: give it a title", scopeFile)
		return
	}
	meta.Schemas = []*ast.SchemaAnnotation{{Path: ast.InputRootRef, Schema: scopeSchemaRef()}}
	p.scope = &entityScope{pack: p, file: f}
}

func scopeSchemaRef() ast.Ref { return ast.SchemaRootRef.Append(ast.StringTerm("scopeInput")) }

func scopeSchema() any { return schema.Of(scopeType, &schema.Options{Mode: schema.Rule}) }

// prepare builds the query of the scope.
func (x *entityScope) prepare(compiler *ast.Compiler) error {
	ref := x.file.module.Package.Path.Append(ast.StringTerm("bound"))
	var err error
	x.query, err = compiler.QueryCompiler().Compile(ast.NewBody(ast.Equality.Expr(ast.VarTerm("bound"), ast.NewTerm(ref))))
	return err
}

// bounds holds, for the entities that subjects are judged for, whom the packs
// bind.
type bounds struct {
	of   []int32            // of each subject, the number of its entity; -1 where no rule asks
	list []map[string]bound // by pack and name: "nis2/ir2690"
	day  string             // of the evaluation
}

// whole reads everything of an entity.
var wholeEntity, _ = project(reflect.TypeFor[risk.EntityFacts](), &reads{whole: true})

// bind asks the scopes of the packs about the entities of the subjects.
func (s *Set) bind(ctx context.Context, list []judged, day string) (*bounds, error) {
	scopes := map[string]bool{}
	for _, r := range s.rules {
		if r.binds != "" {
			scopes[r.Scope] = true
		}
	}
	b := &bounds{of: make([]int32, len(list)), day: day}
	seen := map[string]int32{}
	var entities []reflect.Value
	var key []byte
	for i := range list {
		b.of[i] = -1
		if !scopes[list[i].Scope] {
			continue
		}
		entity := list[i].input.FieldByName("Entity")
		key = wholeEntity.appendKey(key[:0], entity)
		n, ok := seen[string(key)]
		if !ok {
			n = int32(len(entities))
			seen[string(key)] = n
			entities = append(entities, entity)
		}
		b.of[i] = n
	}
	elsewhere, err := s.boundsElsewhere(ctx, entities)
	if err != nil {
		return nil, err
	}
	for i, entity := range entities {
		answers, err := s.boundsOf(ctx, entity, elsewhere[i])
		if err != nil {
			return nil, err
		}
		b.list = append(b.list, answers)
	}
	return b, nil
}

// boundsOf asks all scopes about one entity, but for those, by pack, that
// have been asked elsewhere.
func (s *Set) boundsOf(ctx context.Context, entity reflect.Value, elsewhere ...map[string]any) (map[string]bound, error) {
	input, err := entityInput(entity)
	if err != nil {
		return nil, err
	}
	out := map[string]bound{}
	for _, x := range s.scopes {
		var v any
		known := false
		for _, answers := range elsewhere {
			v, known = answers[x.pack.Name]
		}
		if !known {
			if v, err = s.boundOf(ctx, x, input); err != nil {
				return nil, err
			}
		}
		names, _ := v.(map[string]any)
		for name, answer := range names {
			fields, _ := answer.(map[string]any)
			y := bound{answer: text(fields["answer"]), missing: texts(fields["missing"]), class: text(fields["class"]), why: text(fields["why"])}
			if !slices.Contains(boundAnswers, y.answer) {
				return nil, fmt.Errorf("%s: the answer on %s is %q, not one of yes, no, unknown", x.file.name, name, y.answer)
			}
			slices.Sort(y.missing)
			out[x.pack.Name+"/"+name] = y
		}
	}
	for _, r := range s.rules {
		if _, ok := out[r.Pack+"/"+r.binds]; r.binds != "" && !ok {
			return nil, fmt.Errorf("rule %s stands under %q, of which the %s of pack %s says nothing", r.ID, r.binds, scopeFile, r.Pack)
		}
	}
	return out, nil
}

func entityInput(entity reflect.Value) (*ast.Term, error) {
	term, err := wholeEntity.term(entity)
	if err != nil {
		return nil, fmt.Errorf("the entity: %w", err)
	}
	return ast.ObjectTerm([2]*ast.Term{ast.StringTerm("entity"), term}), nil
}

// boundOf asks one scope about an entity.
func (s *Set) boundOf(ctx context.Context, x *entityScope, input *ast.Term) (any, error) {
	values, err := s.query(ctx, x.query, input, x.file.name, nil)
	if err != nil {
		return nil, ruleError("", x.file, err)
	}
	v, err := ast.JSON(values[ast.Var("bound")].Value)
	if err != nil {
		return nil, ruleError("", x.file, fmt.Errorf("%s: %w", x.file.name, err))
	}
	return v, nil
}

// answer is whether the rule's source binds the entity of a subject. A rule
// without a scope is asked of everybody.
func (b *bounds) answer(r *rule, subject int) bound {
	if r.binds == "" || b.of[subject] < 0 {
		return bound{answer: "yes"}
	}
	if x, ok := b.list[b.of[subject]][r.Pack+"/"+r.binds]; ok {
		return x
	}
	return bound{answer: "no"}
}

// rows lists the answers for the result, by pack and name.
func (b *bounds) rows(s *Set) []result.Bound {
	var out []result.Bound
	for _, answers := range b.list {
		for _, x := range s.scopes {
			for key, y := range answers {
				pack, name, _ := cutLast(key, '/')
				if pack != x.pack.Name {
					continue
				}
				y = b.inForce(s, pack, name, y)
				out = append(out, result.Bound{Pack: pack, Source: name, Status: s.force(x.pack, name), Answer: y.answer, Class: y.class, Missing: y.missing, Why: y.why})
			}
		}
	}
	slices.SortFunc(out, func(a, b result.Bound) int {
		return cmp.Or(cmp.Compare(a.Pack, b.Pack), cmp.Compare(a.Source, b.Source), cmp.Compare(a.Answer, b.Answer), cmp.Compare(a.Why, b.Why),
			cmp.Compare(a.Class, b.Class), slices.Compare(a.Missing, b.Missing))
	})
	return out
}

// force is the strongest status among the rules that stand under a name of a
// scope; where there is none, the pack's.
func (s *Set) force(p *pack, name string) string {
	at := len(statuses)
	for _, r := range s.rules {
		if r.Pack == p.Name && r.binds == name {
			at = min(at, slices.Index(statuses, r.Status))
		}
	}
	if at == len(statuses) {
		return p.Status
	}
	return statuses[at]
}

func cutLast(s string, sep byte) (before, after string, found bool) {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == sep {
			return s[:i], s[i+1:], true
		}
	}
	return s, "", false
}

// checkBinds resolves the name of the scope under which a rule stands: its
// pack's, where the pack has a scope and the rule says nothing else.
func (r *rule) checkBinds(stated string, at diag.Position, c *content) {
	switch {
	case stated == "none":
	case r.pack.scope == nil && stated != "":
		c.diags.Errorf("policy/scope", at, "binds: %q, but the pack has no %s", stated, scopeFile)
	case r.pack.scope != nil:
		r.binds = cmp.Or(stated, r.pack.Name)
	}
}
