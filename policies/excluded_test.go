// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"fmt"
	"io/fs"
	"reflect"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kedja/kedja/result"
	"github.com/kedja/kedja/risk"
)

// A rule is ruled out without evaluating it exactly where its first
// expressions fail; what is not understood is left to OPA.
func TestRuledOut(t *testing.T) {
	yes := true
	input := &risk.ComponentInput{
		Component: risk.ComponentFacts{Name: "left-pad", Version: "1", Kind: "software", Type: "library", PURL: &risk.PURLFacts{Type: "npm", Name: "left-pad"}, Licenses: []string{"MIT"}, Direct: &yes},
		Assets:    []risk.AssetRef{},
	}
	tests := []struct {
		body string
		want bool
	}{
		{`input.component.name == "left-pad"`, false},
		{`"left-pad" == input.component.name`, false},
		{`input.component.name == "right-pad"`, true},
		{`input.component.scope == ""`, true}, // absent
		{`input.component.scope != "optional"`, true},
		{`input.component.type != "library"`, true},
		{`input.component.type != "file"`, false},
		{`startswith(input.component.name, "left")`, false},
		{`startswith(input.component.name, "right")`, true},
		{`endswith(input.component.name, "left")`, true},
		{`contains(input.component.name, "t-p")`, false},
		{`contains(input.component.name, "T-P")`, true},
		{`input.component.purl.name == input.component.name`, false},
		{`input.component.purl.name == input.component.purl.namespace`, true},
		{`input.component.purl.type in {"pypi", "golang"}`, true},
		{`input.component.purl.type in ["pypi", "npm"]`, false},
		{`"MIT" in input.component.licenses`, false},
		{`"GPL-2.0-only" in input.component.licenses`, true},
		{`"GPL-2.0-only" in input.component.hashes`, true},
		{`input.component.direct`, false},
		{`input.component.direct == false`, true},
		{`input.supplier.id`, true},
		{`input.supplier`, true},
		{"some a in input.assets\n\ta.criticality == \"low\"", true}, // none
		{`input.component.licenses[_] == "GPL-2.0-only"`, false},     // left to OPA
		{"some l in input.component.licenses\n\tl == \"GPL-2.0-only\"", false},
		{"some l in input.component.licenses\n\tinput.component.name == \"right-pad\"\n\tstartswith(l, \"M\")", true},
		{"n := input.component.name\n\tn == \"right-pad\"", true},
		{"p := input.component.purl\n\tp.type == \"pypi\"", true},
		{"count(input.component.licenses) > 1\n\tinput.component.name == \"right-pad\"", false}, // the first may be an error
		{"input.component.name == \"right-pad\"\n}\n\nfinding contains {\"key\": \"b\"} if {\n\tinput.component.version == \"1\"", false},
		{"input.component.name == \"right-pad\"\n}\n\nfinding contains {\"key\": \"b\"} if {\n\tinput.component.version == \"2\"", true},
		{"input.component.name == \"right-pad\"\n}\n\nundecided contains {\"fact\": \"b\"} if {\n\tinput.component.version == \"1\"", false},
	}
	var bodies []string
	for _, tt := range tests {
		bodies = append(bodies, tt.body)
	}
	s := mustCompile(t, &Options{Packs: []string{"user"}, User: []fs.FS{onePack(bodies)}})
	subject := Subject{Scope: "component", ID: "component:a", Input: input}
	for i, r := range s.rules {
		if got := r.ruledOut(reflect.ValueOf(input).Elem()); got != tests[i].want {
			t.Errorf("%s: ruled out %v, want %v", tests[i].body, got, tests[i].want)
		}
	}
	short := evaluate(t, s, Context{}, subject)
	for _, r := range s.rules {
		r.bodies = nil
	}
	if diff := cmp.Diff(evaluate(t, s, Context{}, subject), short); diff != "" {
		t.Errorf("evaluated as a whole the rules say something else (-whole +short):\n%s", diff)
	}
	for i := range short.Rules {
		if tests[i].want && short.Rules[i].Counts != (result.Counts{Pass: 1}) {
			t.Errorf("%s: ruled out, but counted as %v", tests[i].body, short.Rules[i].Counts)
		}
	}
}

// onePack is a pack with one rule over components for each body.
func onePack(bodies []string) fs.FS {
	pack := fstest.MapFS{"packs/user/pack.yaml": {Data: []byte(userPack)}}
	for i, body := range bodies {
		pack[fmt.Sprintf("packs/user/r%d/rule.rego", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, `# METADATA
# title: A rule
# custom:
#   id: user/RULE-%04[1]d
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["kedja:readable"]
#   message: "{subject} is found"
#   remedy: None.
package packs.user.rule_%04[1]d

finding contains {"key": "a"} if {
	%[2]s
}
`, i, body)}
		pack[fmt.Sprintf("packs/user/r%d/rule_test.rego", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, "package packs.user.rule_%04d_test\n", i)}
	}
	return pack
}
