// SPDX-License-Identifier: Apache-2.0

//go:build unix

package policies

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/risk"
	"github.com/open-policy-agent/opa/v1/ast"
	"pgregory.net/rapid"
)

// TestGroupsAreEqualProjections: subjects are in one group of a rule exactly
// when the rule would see the same of them.
func TestGroupsAreEqualProjections(t *testing.T) {
	s := mustCompile(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		scope := rapid.SampledFrom(scopes()).Draw(t, "scope")
		var list []judged
		for i := range 6 {
			v := random(t, inputs[scope], fmt.Sprint(i))
			list = append(list, judged{Subject: Subject{Scope: scope, ID: fmt.Sprint(i)}, input: v}, judged{Subject: Subject{Scope: scope, ID: fmt.Sprint(i, "again")}, input: v})
		}
		tables := s.tabulate(list)
		for _, r := range s.rules {
			if r.Scope != scope {
				continue
			}
			g := tables[scope].groupings[r.grouped]
			var terms []*ast.Term
			for i := range list {
				term, err := r.projection.term(list[i].input)
				if err != nil {
					t.Fatal(err)
				}
				terms = append(terms, term)
			}
			for i := range list {
				for k := range i {
					if (g.of[i] == g.of[k]) != terms[i].Equal(terms[k]) {
						t.Fatalf("%s: one group is %v for\n%v\n%v", r.ID, g.of[i] == g.of[k], terms[i], terms[k])
					}
				}
			}
		}
	})
}

// TestAskedTogether: rules that are asked together answer as they do alone,
// also where they apply to different subjects.
func TestAskedTogether(t *testing.T) {
	s := mustCompile(t, &Options{Packs: []string{"user"}, User: []fs.FS{twenty(3)}})
	rapid.Check(t, func(t *rapid.T) {
		subjects := bom(40)
		for i := range subjects {
			in := subjects[i].Input.(*risk.ComponentInput)
			in.Component.Name = rapid.SampledFrom([]string{"left-pad", "left-pad-2", "x", "y"}).Draw(t, "name") + in.Component.Name
			in.Component.Version = rapid.SampledFrom([]string{"1-beta", "1", ""}).Draw(t, "version")
		}
		own := *s
		own.apart = rapid.SampledFrom([]int{1, 2}).Draw(t, "apart")
		alone := *s
		alone.apart = math.MaxInt
		ask := func(s *Set) *Report {
			rep, err := s.Evaluate(t.Context(), Context{AsOf: asOf}, slices.Values(subjects))
			if err != nil {
				t.Fatal(err)
			}
			return rep
		}
		if diff := cmp.Diff(ask(&alone), ask(&own)); diff != "" {
			t.Fatalf("(-alone +together):\n%s", diff)
		}
	})
}

// TestUnionOfProjections: what several rules see of one input, put together,
// is what they would see at once.
func TestUnionOfProjections(t *testing.T) {
	s := mustCompile(t, nil)
	rapid.Check(t, func(t *rapid.T) {
		scope := rapid.SampledFrom(scopes()).Draw(t, "scope")
		v := random(t, inputs[scope], scope)
		var input *ast.Term
		all := &reads{}
		for _, r := range s.rules {
			if r.Scope != scope {
				continue
			}
			term, err := r.projection.term(v)
			if err != nil {
				t.Fatal(err)
			}
			if input == nil {
				input = term
			} else {
				input = union(input, term)
			}
			all = allOf(all, r.reads)
		}
		if input == nil {
			return
		}
		p, err := project(inputs[scope], all)
		if err != nil {
			t.Fatal(err)
		}
		want, err := p.term(v)
		if err != nil {
			t.Fatal(err)
		}
		if !want.Equal(input) {
			t.Fatalf("%v, want %v", input, want)
		}
	})
}

// allOf joins two trees of reads.
func allOf(a, b *reads) *reads {
	out := &reads{whole: a.whole || b.whole, presence: a.presence || b.presence, children: map[string]*reads{}}
	for _, x := range []*reads{a, b} {
		for name, child := range x.children {
			if old := out.children[name]; old != nil {
				child = allOf(old, child)
			}
			out.children[name] = child
		}
	}
	return out
}

// TestWholeInput: a rule that hands on the whole input is evaluated for each
// subject, and finds what it finds without projection; the check warns.
func TestWholeInput(t *testing.T) {
	pack := twenty(3).(fstest.MapFS)
	rule := pack["packs/user/r5/rule.rego"]
	text := string(rule.Data)
	text = text[:strings.Index(text, "finding contains")] + `import data.lib.known

finding contains {"key": known.text(known.pick(x.component, ["name"]), "name"), "evidence": ["component.name"]} if {
	x := input
	x.component.purl.type == "npm"
}
`
	pack["packs/user/r5/rule.rego"] = &fstest.MapFile{Data: []byte(text)}
	s := mustCompile(t, &Options{Packs: []string{"user"}, User: []fs.FS{pack}})
	subjects := bom(600)
	rep := evaluate(t, s, Context{}, subjects...)
	if got, want := plainly(t, s, subjects)(), len(rep.Findings); got != want || want < 200 {
		t.Errorf("%d findings one by one, %d by the set", got, want)
	}
	if list := Check(pack); !list.Has("policy/input") {
		t.Errorf("no warning in\n%v", list)
	}
}
