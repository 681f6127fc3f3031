// SPDX-License-Identifier: Apache-2.0

package kedja_test

import (
	"context"
	"encoding/json"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja"
	"github.com/kedja/kedja/report/html"
	"github.com/kedja/kedja/result"
)

// What is left out changes no finding: with the shipped packs, whose rules
// read shares, lock-in and single points, and with one that reads none.
func TestFindingsOnly(t *testing.T) {
	for _, tt := range []struct {
		name    string
		opts    kedja.Options
		leftOut string // some of it
		has     string // what rules read all the same
	}{
		{"shipped packs", kedja.Options{}, "alternatives dependency flows integrity scores tiers", "concentration"},
		{"a pack that reads no measure", kedja.Options{Packs: []string{"user"}, Policies: []fs.FS{named}}, "concentration cutSets lockIn singlePoints", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			tt.opts.AsOf = asOf
			in, ds, err := kedja.Load([]string{nordmark}, nil)
			if err != nil {
				t.Fatal(err, ds)
			}
			whole, err := kedja.Assess(context.Background(), in, tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			tt.opts.FindingsOnly = true
			only, err := kedja.Assess(context.Background(), in, tt.opts)
			if err != nil {
				t.Fatal(err)
			}
			for _, list := range []struct {
				name      string
				got, want any
			}{
				{"findings", only.Findings, whole.Findings}, {"verdict", only.Verdict, whole.Verdict}, {"factors", only.Factors, whole.Factors},
				{"rules", only.Rules, whole.Rules}, {"diagnostics", only.Diagnostics, whole.Diagnostics},
			} {
				if diff := cmp.Diff(list.want, list.got); diff != "" {
					t.Errorf("%s differ (-whole +only):\n%s", list.name, diff)
				}
			}
			if len(whole.Findings) == 0 || whole.LeftOut != nil {
				t.Errorf("%d findings, left out %v: the test shows nothing", len(whole.Findings), whole.LeftOut)
			}
			checkLeftOut(t, only, whole)
			left := " " + strings.Join(only.LeftOut, " ") + " "
			for _, name := range strings.Fields(tt.leftOut) {
				if !strings.Contains(left, " "+name+" ") {
					t.Errorf("%s was worked out; left out are%s", name, left)
				}
			}
			if tt.has != "" && strings.Contains(left, tt.has) {
				t.Errorf("%s is left out, which rules read", tt.has)
			}
		})
	}
}

// checkLeftOut holds that every list that differs is named, and is empty.
func checkLeftOut(t *testing.T, only, whole *result.Assessment) {
	t.Helper()
	named := map[string]bool{}
	for _, name := range only.LeftOut {
		named[name] = true
	}
	got, want := reflect.ValueOf(*only), reflect.ValueOf(*whole)
	for i := range got.NumField() {
		f := got.Type().Field(i)
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		g, w := got.Field(i), want.Field(i)
		if g.Kind() != reflect.Slice || name == "leftOut" {
			continue
		}
		if named[name] && g.Len() > 0 {
			t.Errorf("%s is said to be left out and has %d rows", name, g.Len())
		}
		if !named[name] && w.Len() > 0 && g.Len() == 0 {
			t.Errorf("%s is empty, of %d rows, and not said to be left out", name, w.Len())
		}
	}
}

// named is a pack whose one rule reads a name and nothing else.
var named = fstest.MapFS{
	"packs/user/pack.yaml": {Data: []byte("name: user\nversion: 1.0.0\ntitle: Names\nstatus: guidance\ndefault: \"on\"\nsource: our own\n")},
	"packs/user/r/rule.rego": {Data: []byte(`# METADATA
# title: A name
# custom:
#   id: user/NAME-0001
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["kedja:readable"]
#   message: "{subject} is named so"
#   remedy: None.
package packs.user.name_0001

finding contains {"key": "1", "evidence": ["component.name"]} if startswith(input.component.name, "b")
`)},
	"packs/user/r/rule_test.rego": {Data: []byte("package packs.user.name_0001_test\n")},
}

// A page would show what was left out as if there were none.
func TestNoPageOfFindingsOnly(t *testing.T) {
	in, _, err := kedja.Load([]string{nordmark}, nil)
	if err != nil {
		t.Fatal(err)
	}
	a, err := kedja.Assess(context.Background(), in, kedja.Options{AsOf: asOf, FindingsOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := html.Render(&b, a, html.Options{}); err == nil || !strings.Contains(err.Error(), "integrity") || b.Len() > 0 {
		t.Errorf("error %v after %d bytes", err, b.Len())
	}
	data, err := json.Marshal(a)
	if err != nil || !strings.Contains(string(data), `"leftOut":["alternatives"`) {
		t.Errorf("the stored result does not say what is left out: %v", err)
	}
}

// Rules compiled once give what compiling them each time gives, and only for
// the packs and parameters that they were compiled with.
func TestCompiledRules(t *testing.T) {
	in, ds, err := kedja.Load([]string{nordmark}, nil)
	if err != nil {
		t.Fatal(err, ds)
	}
	opts := kedja.Options{AsOf: asOf, Packs: []string{"user"}, Policies: []fs.FS{named}}
	want, err := kedja.Assess(t.Context(), in, opts)
	if err != nil {
		t.Fatal(err)
	}
	if opts.Rules, err = kedja.CompileRules(t.Context(), opts); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := kedja.Assess(t.Context(), in, opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("compiled before (-each time +before):\n%s", diff)
		}
	}
	opts.Packs = nil
	if _, err := kedja.Assess(t.Context(), in, opts); err == nil || !strings.Contains(err.Error(), "other Packs") {
		t.Errorf("rules of other packs were taken: %v", err)
	}
	opts.Params = map[string]string{"no": "1"}
	if _, err := kedja.CompileRules(t.Context(), opts); err == nil {
		t.Error("an unknown parameter compiles")
	}
}
