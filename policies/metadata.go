// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/open-policy-agent/opa/v1/ast"
)

var (
	ruleID     = regexp.MustCompile(`^[a-z][a-z0-9]*/[A-Z][A-Z0-9]*(-[A-Z0-9]+)*-[0-9]{4}$`)
	paramName  = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
	placeholds = regexp.MustCompile(`\{([^{}]*)\}`)
	holder     = regexp.MustCompile(`^(subject|f\.[A-Za-z][A-Za-z0-9]*(\|percent)?)$`)
)

// rule is a rule on its way through the compiler.
type rule struct {
	Rule
	pack *pack
	file *file
	// which sets the rule defines
	finding, factor, undecided bool
	binds                      string   // name in the pack's scope.rego; "" is none
	asks                       []Entry  // entries for which it asks for evidence
	needs                      [][]part // as Needs
	needAt                     []int    // where Needs are in the set's list of the scope
	when                       [][]part // as Applies.When
	reads                      *reads
	projection                 *projection
	columns                    []*column // what it reads, by name
	grouped                    string    // their names together
	query                      ast.Body
	bodies                     []tests // what each body of its sets begins with; none: it is always evaluated
}

// custom is the part of the METADATA that is ours.
type custom struct {
	ID            string                `json:"id"`
	Scope         string                `json:"scope"`
	Applies       appliesMeta           `json:"applies"`
	Outcome       string                `json:"outcome"`
	Severity      string                `json:"severity"`
	Measures      []string              `json:"measures"`
	Needs         []string              `json:"needs"`
	Params        map[string]paramInput `json:"params"`
	Message       string                `json:"message"`
	Remedy        string                `json:"remedy"`
	EffectiveFrom string                `json:"effectiveFrom"`
	Fold          bool                  `json:"fold"`
	Deprecated    bool                  `json:"deprecated"`
	Aliases       []string              `json:"aliases"`
	Binds         string                `json:"binds"`
	Asks          *asksMeta             `json:"asks"`
	Decides       *Decides              `json:"decides"`
}

// asksMeta names the entries of the catalogue for which a rule asks for
// evidence, because data do not decide them: those that match, say what a
// person must supply, and are about such a subject.
type asksMeta struct {
	Entries []string `json:"entries"`
	Of      string   `json:"of"`
}

type appliesMeta struct {
	Assets  []string `json:"assets"`
	Sectors []string `json:"sectors"`
	When    []string `json:"when"`
	Apart   bool     `json:"apart"`
}

// outcomeFactor is the METADATA outcome of rules that only derive factors.
const outcomeFactor = "factor"

// readRule reads the METADATA of a rule's module and checks what it says
// against the catalogue and the scope's input.
func (c *content) readRule(p *pack, f *file) *rule {
	meta := packageMetadata(f.module)
	at := f.at(f.module.Package.Location)
	if meta == nil {
		c.diags.Add(diag.Diagnostic{
			Code: "policy/metadata", Position: at, Message: "the rule has no METADATA of scope package",
			Remedy: "put it above the package line; docs/policies.md shows one",
		})
		return nil
	}
	at = f.at(meta.Location)
	in, err := decodeCustom(meta.Custom)
	if err != nil {
		c.diags.Errorf("policy/metadata", at, "METADATA custom: %v", err)
		return nil
	}
	r := &rule{pack: p, file: f, Rule: Rule{
		ID: in.ID, Pack: p.Name, Title: meta.Title, Description: meta.Description, Scope: in.Scope,
		Applies: Applies{Assets: in.Applies.Assets, Sectors: in.Applies.Sectors, When: in.Applies.When, Apart: in.Applies.Apart},
		Outcome: result.Outcome(in.Outcome), Severity: in.Severity,
		Measures: in.Measures, Needs: in.Needs, Message: in.Message, Remedy: in.Remedy,
		From: strings.TrimSuffix(in.EffectiveFrom, "T00:00:00Z"), // as YAML reads a date
		Fold: in.Fold, Deprecated: in.Deprecated, Aliases: in.Aliases, Decides: in.Decides,
		File: f.name, Line: at.Line,
	}}
	for _, ref := range meta.RelatedResources {
		r.References = append(r.References, ref.Ref.String())
	}
	for _, name := range slices.Sorted(maps.Keys(in.Params)) {
		r.Params = append(r.Params, in.Params[name].param(name))
	}
	r.finding, r.factor, r.undecided = defines(f.module, "finding"), defines(f.module, "factor"), defines(f.module, "undecided")
	bad := func(format string, args ...any) { c.diags.Errorf("policy/metadata", at, format, args...) }
	r.checkIdentity(bad)
	r.checkText(bad)
	r.checkParams(bad)
	r.checkDecides(bad)
	r.checkPaths(bad)
	r.checkBinds(in.Binds, at, c)
	r.Binds = r.binds
	r.checkAsks(in.Asks, c.catalogue, bad)
	r.cite(c.catalogue, bad)
	r.span(c.catalogue)
	if r.Outcome == outcomeFactor {
		r.Outcome, r.Factor = result.Warn, true
	}
	return r
}

func packageMetadata(m *ast.Module) *ast.Annotations {
	for _, a := range m.Annotations {
		if a.Scope == "package" {
			return a
		}
	}
	return nil
}

func decodeCustom(values map[string]any) (*custom, error) {
	text, err := json.Marshal(values)
	if err != nil {
		return nil, err
	}
	in := &custom{}
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	return in, d.Decode(in)
}

// defines reports whether a module has a rule of the name.
func defines(m *ast.Module, name string) bool {
	return slices.ContainsFunc(m.Rules, func(r *ast.Rule) bool { return r.Head.Name == ast.Var(name) || r.Head.Ref().String() == name })
}

// checkIdentity checks the id, the package, the scope and what is produced.
func (r *rule) checkIdentity(bad func(string, ...any)) {
	if !ruleID.MatchString(r.ID) || !strings.HasPrefix(r.ID, r.pack.Name+"/") {
		bad("id %q is not %s/NAME-NNNN in capitals", r.ID, r.pack.Name)
		return
	}
	want := "data.packs." + r.pack.Name + "." + strings.ToLower(strings.ReplaceAll(strings.TrimPrefix(r.ID, r.pack.Name+"/"), "-", "_"))
	if got := r.file.module.Package.Path.String(); got != want {
		bad("the package of %s is %s, not %s", r.ID, strings.TrimPrefix(want, "data."), strings.TrimPrefix(got, "data."))
	}
	if inputs[r.Scope] == nil {
		bad("scope %q is not one of %s", r.Scope, strings.Join(scopes(), ", "))
	}
	if !slices.Contains(severities, r.Severity) {
		bad("severity %q is not one of %s", r.Severity, strings.Join(severities, ", "))
	}
	switch r.Outcome {
	case outcomeFactor:
		if r.finding || r.undecided || !r.factor {
			bad("outcome factor is for rules that produce factor and nothing else")
		}
	case result.Fail, result.Warn:
		if !r.finding && !r.undecided {
			bad("the rule produces neither finding nor undecided")
		}
	default:
		bad("outcome %q is not one of fail, warn, factor", r.Outcome)
	}
	if r.From != "" {
		if _, err := time.Parse(time.DateOnly, r.From); err != nil {
			bad("effectiveFrom %q is not a date YYYY-MM-DD", r.From)
		}
	}
}

func (r *rule) checkText(bad func(string, ...any)) {
	if r.Title == "" {
		bad("the rule has no title")
	}
	if r.finding && r.Message == "" {
		bad("the rule has no message")
	}
	if r.Fold && r.Applies.Apart {
		bad("fold and applies.apart: what is folded has one severity for all subjects")
	}
	if r.finding && r.Remedy == "" {
		bad("the rule has no remedy")
	}
	for _, m := range placeholds.FindAllStringSubmatch(r.Message, -1) {
		if !holder.MatchString(m[1]) {
			bad("{%s} in the message is neither {subject}, {f.field} nor {f.field|percent}", m[1])
		}
	}
}

// checkPaths resolves needs and applies.when in the scope's input.
func (r *rule) checkPaths(bad func(string, ...any)) {
	t := inputs[r.Scope]
	if t == nil {
		return
	}
	for _, need := range r.Needs {
		path, ok := parts(t, need)
		if !ok {
			bad("needs: %s is not in the input of scope %s", need, r.Scope)
			continue
		}
		r.needs = append(r.needs, path)
	}
	for _, when := range r.Applies.When {
		path, ok := parts(t, when)
		if !ok || typeOf(t, path).Kind() != reflect.Bool {
			bad("applies.when: %s is not a boolean that every input of scope %s has", when, r.Scope)
			continue
		}
		r.when = append(r.when, path)
	}
}

func typeOf(t reflect.Type, path []part) reflect.Type {
	for _, x := range path {
		for t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if x.index == nil {
			t = t.Elem()
			continue
		}
		t = t.FieldByIndex(x.index).Type
	}
	return t
}

// cite takes status and provenance from the measures: the strongest force
// among them, and the weakest footing.
func (r *rule) cite(cat Catalogue, bad func(string, ...any)) {
	if len(r.Measures) == 0 {
		bad("measures: name at least one entry of the catalogue")
	}
	status, provenance := len(statuses)-1, 0
	for _, id := range r.Measures {
		e, ok := cat.Entry(id)
		if !ok {
			bad("measures: %q is not in the catalogue", id)
			continue
		}
		status = min(status, max(0, slices.Index(statuses, e.Status)))
		provenance = max(provenance, slices.Index(provenances, e.Provenance))
	}
	r.Status, r.Provenance = statuses[status], provenances[provenance]
}
