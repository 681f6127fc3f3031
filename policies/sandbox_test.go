// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
	"pgregory.net/rapid"
)

// here answers in this process: all of the confinement but the limits.
func here(ctx context.Context, request []byte, answer io.Writer) error {
	return Serve(ctx, bytes.NewReader(request), answer)
}

// foreign is the shipped packs under other names, as a user's folder, with an
// entry for the catalogue.
func foreign(t testing.TB) (fs.FS, []string) {
	t.Helper()
	out := fstest.MapFS{"catalogue/own.yaml": {Data: []byte(`source: own
title: Our manual
status: guidance
provenance: primary
entries:
  - {id: "own:1", kind: measure, title: "Ask for a plan", of: supplier, evidence: "a plan"}
  - {id: "own:2", kind: class, title: "A class of ours", range: [low, high]}
`)}}
	var names []string
	for _, p := range read(nil).packs {
		names = append(names, "x"+p.Name)
		for _, f := range p.files {
			text := strings.NewReplacer(
				"name: "+p.Name+"\n", "name: x"+p.Name+"\n", "packs."+p.Name+".", "packs.x"+p.Name+".",
				" "+p.Name+"/", " x"+p.Name+"/", `"`+p.Name+"/", `"x`+p.Name+"/",
			).Replace(string(f.text))
			if isScope(f) { // its names are those of the shipped packs
				text = strings.Replace(text, "\nbound :=", "\nplain :=", 1) + `
bound := object.union(plain, {concat("", ["x", k]): v | some k, v in plain})
`
			}
			name := strings.Replace(strings.TrimPrefix(f.name, "policies/"), "packs/"+p.Name, "packs/x"+p.Name, 1)
			out[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	return out, names
}

// TestConfinedAnswersEqualTrustedOnes evaluates the shipped packs, under
// other names, as packs of a user: once in this process and once by way of
// the confined one, on random subjects. The reports are the same.
func TestConfinedAnswersEqualTrustedOnes(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles all packs six times")
	}
	folder, names := foreign(t)
	for _, packs := range [][]string{nil, append(names, "nis2")} {
		opts := &Options{Packs: packs, User: []fs.FS{folder}, Params: map[string]string{"xeu5g/DIVERSITY-0001.hhi": "0.25"}}
		trusted := mustCompile(t, opts)
		opts.Confine = here
		confined := mustCompile(t, opts)
		if diff := cmp.Diff(trusted.Rules(), confined.Rules()); diff != "" {
			t.Fatalf("rules (-trusted +confined):\n%s", diff)
		}
		if diff := cmp.Diff(trusted.Catalogue(), confined.Catalogue(), cmp.AllowUnexported(Catalogue{})); diff != "" {
			t.Fatalf("catalogue (-trusted +confined):\n%s", diff)
		}
		resolve := func(subject, fact string) []result.Evidence {
			return []result.Evidence{{Fact: fact, File: subject, Line: len(fact)}}
		}
		c := Context{AsOf: asOf, System: "system:x", Resolve: resolve}
		var subjects []Subject
		for seed := range 4 {
			for _, x := range rapid.Custom(randomSubjects).Example(seed) {
				x.ID += fmt.Sprintf("-%d", seed)
				subjects = append(subjects, x)
			}
		}
		a, errA := trusted.Evaluate(t.Context(), c, each(subjects))
		b, errB := confined.Evaluate(t.Context(), c, each(subjects))
		if errA != nil || errB != nil {
			t.Fatalf("errors %v and %v", errA, errB)
		}
		if diff := cmp.Diff(a, b); diff != "" || len(a.Findings) == 0 {
			t.Fatalf("%d findings; reports (-trusted +confined):\n%s", len(a.Findings), diff)
		}
	}
}

func each(subjects []Subject) func(func(Subject) bool) {
	return func(yield func(Subject) bool) {
		for _, x := range subjects {
			if !yield(x) {
				return
			}
		}
	}
}

// What is wrong with a pack, or fails in it, is said in the same words.
func TestConfinedErrorsEqualTrustedOnes(t *testing.T) {
	for name, rule := range map[string]string{
		"network":     userHead + `finding contains {"x": http.send({"method": "get", "url": "http://x"})} if known.present(input.supplier, "id")`,
		"environment": userHead + `finding contains {"x": opa.runtime().env} if known.present(input.supplier, "id")`,
		"recursion":   plainHead + "x := {y | some y in x}\n\nfinding contains {\"key\": \"\"} if input.supplier.id in x",
		"syntax":      plainHead + "finding contains {",
		"builtin":     plainHead + `finding contains {"key": ""} if time.parse_rfc3339_ns(input.supplier.id) > 0`,
	} {
		t.Run(name, func(t *testing.T) {
			a, b := outcomeOf(t, rule, nil), outcomeOf(t, rule, here)
			if a == nil || b == nil || a.Error() != b.Error() {
				t.Errorf("trusted:  %v\nconfined: %v", a, b)
			}
			_, list := errors.AsType[diag.List](b)
			own, isRule := errors.AsType[*RuleError](b)
			if !list && (!isRule || own.Rule != "user/RULE-0001" || !own.Own) {
				t.Errorf("error %#v", b)
			}
		})
	}
	opts := &Options{Packs: []string{"user", "nothing"}, User: []fs.FS{userFolder(plainHead)}, Confine: here}
	if _, err := Compile(t.Context(), opts); err == nil || !strings.Contains(err.Error(), `"nothing" is no pack`) {
		t.Errorf("error: %v", err)
	}
}

// outcomeOf compiles and evaluates a rule of the user's.
func outcomeOf(t *testing.T, rule string, where Confine) error {
	t.Helper()
	s, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{userFolder(rule)}, Confine: where})
	if err != nil {
		return err
	}
	_, err = s.Evaluate(t.Context(), Context{AsOf: asOf}, each([]Subject{{
		Scope: "supplier", ID: "supplier:a", Input: risk.SupplierInput{Supplier: risk.SupplierFacts{ID: "a"}},
	}}))
	return err
}

// A process that ends badly, or says what it should not, is an error that
// names the packs.
func TestConfinedProcessMisbehaves(t *testing.T) {
	answers := func(lines ...string) Confine {
		return func(_ context.Context, _ []byte, w io.Writer) error {
			_, err := io.WriteString(w, strings.Join(lines, "\n")+"\n")
			return err
		}
	}
	rule := func(change func(*wireRule)) Confine {
		return func(ctx context.Context, request []byte, w io.Writer) error {
			var text bytes.Buffer
			if err := here(ctx, request, &text); err != nil {
				return err
			}
			return answers(changed(t, text.String(), change))(ctx, nil, w)
		}
	}
	endless := func(ctx context.Context, _ []byte, w io.Writer) error {
		for {
			if _, err := w.Write(bytes.Repeat([]byte("x"), 1<<20)); err != nil {
				return err
			}
		}
	}
	for name, test := range map[string]struct {
		process Confine
		want    string
	}{
		"dies": {func(context.Context, []byte, io.Writer) error { return errors.New("it was killed") }, "it was killed"},
		"dies at a rule": {func(_ context.Context, _ []byte, w io.Writer) error {
			io.WriteString(w, `{"at":"user/RULE-0001"}`+"\n")
			return errors.New("it was killed")
		}, "at the rule user/RULE-0001: it was killed"},
		"says nothing":          {answers(), "nonsense"},
		"ends early":            {func(context.Context, []byte, io.Writer) error { return nil }, "without an answer"},
		"prints":                {answers("hello"), "nonsense"},
		"describes nothing":     {answers(`{"done": true}`), "nonsense"},
		"goes on":               {answers(`{"description": {}}`, `{"done": true}`, `{"done": true}`), "nonsense"},
		"floods":                {endless, "more than 64 MiB"},
		"replaces a pack":       {answers(`{"description": {"packs": [{"name": "eu5g"}]}}`, `{"done": true}`), `the pack "eu5g", which cannot be`},
		"replaces an entry":     {answers(`{"description": {"entries": [{"ID": "eu5g:SM03", "Status": "guidance", "Provenance": "primary", "Kind": "measure"}]}}`, `{"done": true}`), `the entry "eu5g:SM03"`},
		"replaces a rule":       {rule(func(r *wireRule) { r.ID, r.Pack = "eu5g/SUPPLIER-0004", "eu5g" }), `the rule "eu5g/SUPPLIER-0004", which cannot be`},
		"makes up a scope":      {rule(func(r *wireRule) { r.Scope = "galaxy" }), "which cannot be"},
		"makes up a path":       {rule(func(r *wireRule) { r.Needs = []string{"supplier.x"} }), "is not in the input"},
		"makes up what it read": {rule(func(r *wireRule) { r.Reads.Children = map[string]wireReads{"x": {Whole: true}} }), "is not in the input"},
		"makes up a measure":    {rule(func(r *wireRule) { r.Measures = []string{"x"} }), "is not in the catalogue"},
	} {
		t.Run(name, func(t *testing.T) {
			user := []fs.FS{userFolder(plainHead + `finding contains {"key": ""} if count(input.supplier.sites) > 3` + "\n")}
			_, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: user, Confine: test.process})
			own, ok := errors.AsType[*RuleError](err)
			if !ok || !own.Own || !strings.HasPrefix(err.Error(), "the packs user in a process of their own") || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one that says %q", err, test.want)
			}
		})
	}
}

// changed changes the rules of a description.
func changed(t *testing.T, lines string, change func(*wireRule)) string {
	first, rest, _ := strings.Cut(strings.TrimSpace(lines), "\n")
	var f frame
	if err := json.Unmarshal([]byte(first), &f); err != nil {
		t.Fatal(err)
	}
	for i := range f.Description.Rules {
		change(&f.Description.Rules[i])
	}
	text, err := json.Marshal(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(text) + "\n" + rest
}

// A wrong number of answers is not taken for the right ones.
func TestConfinedAnswersAreCounted(t *testing.T) {
	rule := plainHead + `finding contains {"key": ""} if count(input.supplier.sites) > 3` + "\n"
	for want, line := range map[string]string{
		"leaves questions open":    `{"rule": "user/RULE-0001"}`,
		"answers what was not ask": `{"rule": "user/RULE-0001", "answers": [{}, {}]}`,
		"was not asked":            `{"rule": "eu5g/SUPPLIER-0004", "answers": [{}]}`,
		"a factor needs an id":     `{"rule": "user/RULE-0001", "answers": [{"x": [{"id": "", "level": 9}]}]}`,
	} {
		calls := 0
		process := func(ctx context.Context, request []byte, w io.Writer) error {
			if calls++; calls == 1 {
				return here(ctx, request, w)
			}
			_, err := io.WriteString(w, line+"\n{\"done\": true}\n")
			return err
		}
		if err := outcomeOf(t, rule, process); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one that says %q", err, want)
		}
	}
}

// A folder that is no folder of packs is not carried through memory.
func TestGatherHasLimits(t *testing.T) {
	large := fstest.MapFS{"packs/a/pack.yaml": {Data: bytes.Repeat([]byte("x"), maxFile+1)}}
	if _, err := Compile(t.Context(), &Options{User: []fs.FS{large}, Confine: here}); err == nil || !strings.Contains(err.Error(), "is larger than packs ever are") {
		t.Errorf("error: %v", err)
	}
}
