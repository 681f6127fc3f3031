// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/kedja/kedja/result"
)

// overriding is a folder with one pack, which has no rules and changes those
// of others.
func overriding(name, more string) fs.FS {
	head := "name: " + name + "\nversion: 2.1.0\ntitle: Our choices\nstatus: guidance\ndefault: \"on\"\nsource: our handbook\n"
	return fstest.MapFS{"packs/" + name + "/pack.yaml": &fstest.MapFile{Data: []byte(head + more)}}
}

const ourChoices = `
params:
  eu5g/DIVERSITY-0001.hhi: 0.9
  eu5g/SUPPLIER-0004.sensitivity: critical
disable:
  - {rule: eu5g/ACCESS-0001, reason: "a tool of ours does it"}
`

// TestOverrides: a pack sets parameters of built-in rules and disables one;
// the result says which pack did it and why, and the command line wins.
func TestOverrides(t *testing.T) {
	s := mustCompile(t, &Options{
		Packs: []string{"eu5g", "ours"}, User: []fs.FS{overriding("ours", ourChoices)},
		Params: map[string]string{"eu5g/SUPPLIER-0004.sensitivity": "high"},
	})
	rep := evaluate(t, s, Context{}, designated())
	params := map[string]string{}
	for _, r := range s.Rules() {
		for name, v := range paramTexts(r.Params) {
			params[r.ID+"."+name] = v
		}
	}
	if got := params["eu5g/DIVERSITY-0001.hhi"] + " " + params["eu5g/SUPPLIER-0004.sensitivity"]; got != "0.9 high" {
		t.Errorf("parameters: %s", got)
	}
	for _, r := range rep.Rules {
		if r.ID == "eu5g/ACCESS-0001" {
			t.Error("the disabled rule is asked")
		}
	}
	want := []result.NotAsked{{
		Rule: "eu5g/ACCESS-0001", Pack: "eu5g", Title: "A service provider holds privileged access",
		Disabled: &result.Disabled{By: "ours", Version: "2.1.0", Reason: "a tool of ours does it"},
	}}
	if diff := cmp.Diff(want, rep.NotAsked); diff != "" {
		t.Error(diff)
	}
	ours := rep.Policies[1]
	if ours.Pack != "ours" || ours.Params["eu5g/SUPPLIER-0004.sensitivity"] != "critical" || len(ours.Disables) != 1 || ours.Disables[0].Reason == "" {
		t.Errorf("the result says of the pack: %+v", ours)
	}
}

func TestOverridesThatDoNotHold(t *testing.T) {
	for _, c := range []struct {
		name, more, want string
		confine          Confine
	}{
		{"no such rule", "disable: [{rule: eu5g/ACCESS-0011, reason: x}]\n", "did you mean eu5g/ACCESS-0001", nil},
		{"no such pack", "params: {eu6g/ACCESS-0001.x: 1}\n", "there is no rule eu6g/ACCESS-0001", nil},
		{"no such parameter", "params: {eu5g/DIVERSITY-0001.hhj: 1}\n", "it has: cr1, hhi", nil},
		{"out of bounds", "params: {eu5g/DIVERSITY-0001.hhi: 7}\n", `"7" is not a number from 0 to 1`, nil},
		{"no reason", "disable: [{rule: eu5g/ACCESS-0001}]\n", "without a reason", nil},
		{"not trusted", ourChoices, "a pack that is not trusted changes its own only", here},
	} {
		_, err := Compile(t.Context(), &Options{Packs: []string{"eu5g", "ours"}, User: []fs.FS{overriding("ours", c.more)}, Confine: c.confine})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// Two packs that disagree.
	_, err := Compile(t.Context(), &Options{Packs: []string{"eu5g", "a", "b"}, User: []fs.FS{
		overriding("a", "params: {eu5g/DIVERSITY-0001.hhi: 0.9}\n"), overriding("b", "params: {eu5g/DIVERSITY-0001.hhi: 0.8}\n"),
	}})
	if err == nil || !strings.Contains(err.Error(), "is set by pack a too") {
		t.Errorf("two packs: %v", err)
	}
	// A rule of a pack that is not chosen is left alone.
	if _, err := Compile(t.Context(), &Options{Packs: []string{"nis2", "ours"}, User: []fs.FS{overriding("ours", ourChoices)}}); err != nil {
		t.Error(err)
	}
}
