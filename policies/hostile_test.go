// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kedja/kedja/diag"
	"github.com/kedja/kedja/risk"
)

const userPack = `name: user
version: 1.0.0
title: A pack of the user's
status: guidance
default: "on"
source: our own
`

const userHead = `# METADATA
# title: A rule of the user's
# custom:
#   id: user/RULE-0001
#   scope: supplier
#   outcome: warn
#   severity: low
#   measures: ["kedja:readable"]
#   needs: [supplier.sites]
#   params: {limit: {default: 3, doc: "a limit"}}
#   message: "{subject} is found"
#   remedy: None.
package packs.user.rule_0001

import data.lib.known

`

// plainHead is userHead without an import.
var plainHead = strings.Replace(userHead, "import data.lib.known\n\n", "", 1)

// userFolder is a user's folder of one pack with one rule.
func userFolder(rule string) fs.FS {
	return fstest.MapFS{
		"packs/user/pack.yaml":             {Data: []byte(userPack)},
		"packs/user/a-rule/rule.rego":      {Data: []byte(rule)},
		"packs/user/a-rule/rule_test.rego": {Data: []byte("package packs.user.rule_0001_test\n")},
	}
}

func compileUser(t *testing.T, rule string) (*Set, error) {
	t.Helper()
	return Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{userFolder(rule)}})
}

// TestMembershipIsFine: what the lint of in leaves alone.
func TestMembershipIsFine(t *testing.T) {
	for _, body := range []string{
		`input.supplier.id in ["a"]`, `{x := input.supplier.id in ["a"]; x == true}`, `(0, input.supplier.id in ["a"]) == true`,
		`count({y | some y in ["a"]; y == input.supplier.id}) > 0`, `input.supplier.id in {"a"} | {"b"}`,
	} {
		if _, err := compileUser(t, userHead+`finding contains {"key": ""} if `+body+"\n\nstated if known.present(input.supplier, \"id\")\n"); err != nil {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// TestRefusedRules holds what a rule may not do. Every refusal names the file
// and the line.
func TestRefusedRules(t *testing.T) {
	line := strings.Count(userHead, "\n") + 1
	head := func(old, replacement string) string { return strings.ReplaceAll(userHead, old, replacement) }
	tests := []struct {
		name, rule, want string
		line             int
	}{
		{"reach the network", userHead + `finding contains {"x": http.send({"method": "get", "url": "http://x"})} if known.present(input.supplier, "id")`, "http.send", line},
		{"read the environment", userHead + `finding contains {"x": opa.runtime().env} if known.present(input.supplier, "id")`, "opa.runtime", line},
		{"read the clock", userHead + `finding contains {"x": time.now_ns()} if known.present(input.supplier, "id")`, "time.now_ns", line},
		{"roll dice", userHead + `finding contains {"x": rand.intn("a", 9)} if known.present(input.supplier, "id")`, "rand.intn", line},
		{"print", userHead + "finding contains {\"x\": known.text(input.supplier, \"id\")} if {\n\tprint(1)\n}", "print", line + 1},
		{"fill the memory", userHead + `finding contains {"x": numbers.range(1, 1000000000)} if known.present(input.supplier, "id")`, "numbers.range", line},
		{"format without limit", userHead + `finding contains {"x": sprintf("%999999999d", [1])} if known.present(input.supplier, "id")`, "sprintf", line},
		{"misspell a field", userHead + `finding contains {"x": known.number(input.supplier.sitez)} if true`, "sitez", line},
		{"misspell a field of a list", userHead + "finding contains {\"x\": s.contry} if {\n\tknown.present(input.supplier, \"id\")\n\tsome s in input.supplier.sites\n}", "contry", line},
		{"compare in the list of in", userHead + `finding contains {"key": ""} if input.supplier.id in ["a"] == false`, "read as x in (y == z)", line},
		{"compare the answer of in", userHead + `finding contains {"key": ""} if (input.supplier.id in ["a"]) == false`, "opa fmt drops the parentheses", line},
		{"compare the answer of in, turned round", userHead + `finding contains {"key": ""} if false != (input.supplier.id in ["a"])`, "opa fmt drops the parentheses", line},
		{"ask whether in is in", userHead + `finding contains {"key": ""} if (input.supplier.id in ["a"]) in [true]`, "opa fmt drops the parentheses", line},
		{"negate a fact", userHead + `finding contains {"key": ""} if not known.present(input.supplier, "id")`, "not is true of an unknown fact", line},
		{"ask for all", userHead + "finding contains {\"key\": known.text(input.supplier, \"id\")} if {\n\tevery s in input.supplier.sites {\n\t\ts.kind == \"support\"\n\t}\n}", "every is true of an empty list", line + 1},
		{"count to nothing", userHead + `finding contains {"key": known.text(input.supplier, "id")} if count(input.supplier.sites) == 0`, "a count is small when facts are unknown", line},
		{"compare with nothing", userHead + `finding contains {"key": known.text(input.supplier, "id")} if input.supplier.sites == []`, "comparing with nothing", line},
		{"default", userHead + "default odd := true\n\nodd := false if known.present(input.supplier, \"id\")\n\nfinding contains {\"key\": \"\"} if odd", "default gives an answer", line},
		{"else", userHead + "odd if known.present(input.supplier, \"id\")\n\nelse := 1\n\nfinding contains {\"key\": \"\"} if odd == 1", "else gives an answer", line},
		{"object.get", userHead + `finding contains {"key": ""} if object.get(input.supplier, "id", known.number([])) == 0`, "object.get has a default", line},
		{"replace input", userHead + `finding contains {"key": ""} if known.present(input.supplier, "id") with input as {"supplier": {"id": "x"}}`, "with hides what a rule reads", line},
		{"read other rules", userHead + `finding contains {"key": ""} if known.present(data.packs.eu5g.supplier_0004, "finding")`, "reference to data.packs", line},
		{"read an unknown parameter", userHead + `finding contains {"key": known.text(input.supplier, "id")} if data.params["user/RULE-0001"].limmit > 2`, "no such parameter", line},
		{"read another rule's parameter", userHead + `finding contains {"key": known.text(input.supplier, "id")} if data.params["eu5g/SUPPLIER-0004"].sensitivity == "low"`, "no such parameter", line},
		{"import other packs", head("import data.lib.known", "import data.packs.eu5g") + `finding contains {"key": ""} if eu5g`, "imports nothing but lib", line - 2},
		{"not be a set", userHead + `finding := {"key": known.text(input.supplier, "id")}`, "finding must be a set", line},
		{"produce nothing", userHead + `other if known.present(input.supplier, "id")`, "neither finding nor undecided", 1},
		{"need a fact that does not exist", head("supplier.sites", "supplier.sitez"), "supplier.sitez is not in the input", 1},
		{"cite what is not there", head("kedja:readable", "eu5g:SM99"), `"eu5g:SM99" is not in the catalogue`, 1},
		{"have another pack's id", head("id: user/RULE-0001", "id: eu5g/RULE-0001"), "is not user/NAME-NNNN", 1},
		{"live in another package", head("package packs.user.rule_0001", "package packs.user.rule_0002"), "the package of user/RULE-0001 is packs.user.rule_0001", 1},
		{"have an unknown severity", head("severity: low", "severity: huge"), `severity "huge"`, 1},
		{"have an unknown outcome", head("outcome: warn", "outcome: stop"), `outcome "stop"`, 1},
		{"have an unknown scope", head("scope: supplier", "scope: galaxy"), `scope "galaxy"`, 1},
		{"have unknown metadata", head("#   severity", "#   urgency: 1\n#   severity"), "urgency", 1},
		{"have a message of unknown fields", head("{subject}", "{whom}"), "{whom}", 1},
		{"have no remedy", head("#   remedy: None.\n", ""), "the rule has no remedy", 1},
		{"have an undocumented parameter", head(`, doc: "a limit"`, ""), "parameter limit has no doc", 1},
		{"have no metadata", "package packs.user.rule_0001\n\nfinding contains {} if input.supplier.id", "no METADATA", 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			rule := test.rule
			if !strings.Contains(rule, "finding") && !strings.Contains(rule, "other if") {
				rule += `finding contains {"key": ""} if known.present(input.supplier, "id")` + "\n"
			}
			_, err := compileUser(t, rule)
			list, ok := errors.AsType[diag.List](err)
			if !ok {
				t.Fatalf("not refused with a list: %v", err)
			}
			for _, d := range list {
				if strings.Contains(d.Message, test.want) && d.File == "packs/user/a-rule/rule.rego" && d.Line >= test.line {
					return
				}
			}
			t.Errorf("no refusal that says %q at line %d:\n%v", test.want, test.line, err)
		})
	}
}

func TestUserPackIsEvaluated(t *testing.T) {
	s, err := compileUser(t, plainHead+`finding contains {"key": ""} if count(input.supplier.sites) > data.params["user/RULE-0001"].limit`)
	if err != nil {
		t.Fatal(err)
	}
	sites := make([]risk.SiteFacts, 4)
	rep := evaluate(t, s, Context{}, Subject{Scope: "supplier", ID: "supplier:a", Input: risk.SupplierInput{Supplier: risk.SupplierFacts{Sites: &sites}}})
	if len(rep.Findings) != 1 || rep.Findings[0].Message != "supplier:a is found" {
		t.Errorf("findings: %+v", rep.Findings)
	}
}

// A rule that does not end is stopped; the error names it.
func TestDeadlineNamesTheRule(t *testing.T) {
	s, err := compileUser(t, plainHead+`finding contains {"key": ""} if {
	some a in input.supplier.sites
	some b in input.supplier.sites
	some c in input.supplier.sites
	some d in input.supplier.sites
	concat("", [a.kind, b.kind, c.kind, d.kind]) == "x"
}`)
	if err != nil {
		t.Fatal(err)
	}
	s.deadline = time.Millisecond
	sites := make([]risk.SiteFacts, 1000) // 10¹² steps: hours
	subjects := []Subject{{Scope: "supplier", ID: "supplier:a", Input: risk.SupplierInput{Supplier: risk.SupplierFacts{Sites: &sites}}}}
	_, err = s.Evaluate(t.Context(), Context{AsOf: asOf}, func(yield func(Subject) bool) { yield(subjects[0]) })
	if err == nil || !strings.Contains(err.Error(), "rule user/RULE-0001 over supplier:a took longer than") {
		t.Errorf("error: %v", err)
	}
}

// An error inside a built-in function is an error, not a silent pass.
func TestErrorOfBuiltinIsAnError(t *testing.T) {
	s, err := compileUser(t, plainHead+`finding contains {"key": ""} if time.parse_rfc3339_ns(input.supplier.id) > 0`)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Evaluate(t.Context(), Context{AsOf: asOf}, func(yield func(Subject) bool) {
		yield(Subject{Scope: "supplier", ID: "supplier:a", Input: risk.SupplierInput{Supplier: risk.SupplierFacts{ID: "a"}}})
	})
	if err == nil || !strings.Contains(err.Error(), "user/RULE-0001 over supplier:a") {
		t.Errorf("error: %v", err)
	}
}

func TestLibsOfUsers(t *testing.T) {
	user := userFolder(userHead + `finding contains {"key": ""} if known.present(input.supplier, "id")`).(fstest.MapFS)
	user["lib/known.rego"] = &fstest.MapFile{Data: []byte("package lib.known\n\nmissing(_, _) := true\n")}
	user["lib/sly.rego"] = &fstest.MapFile{Data: []byte("package lib.sly\n\nall := input.supplier\n\nodd(x) if not x\n")}
	_, err := Compile(t.Context(), &Options{Packs: []string{"user"}, User: []fs.FS{user}})
	if err == nil {
		t.Fatal("not refused")
	}
	for _, want := range []string{"is already the package of", "a lib reads no input", "not is true of an unknown fact"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("no refusal that says %q:\n%v", want, err)
		}
	}
}

// Files in YAML that are made to keep the parser busy, or to end it, are
// refused.
func TestHostileYAML(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{strings.Repeat("[", 100_000), "nested more than"},
		{strings.Repeat("{a: ", 50_000), "nested more than"},
		{strings.Repeat("- ", 100_000), "nested more than"},
		{strings.Repeat("? ", 100_000), "nested more than"},
		{"a: &a [x, x]\nname: *a\n", "anchors and aliases"},
		{"sources:\n !0 #00000000", "not YAML that can be read"},
		{strings.Repeat("#", maxFile+1), "larger than packs ever are"},
	} {
		folder := fstest.MapFS{"packs/user/pack.yaml": {Data: []byte(test.text)}}
		_, err := Compile(t.Context(), &Options{Packs: []string{"baseline"}, User: []fs.FS{folder}})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%.10q…: error %v, want one that says %q", test.text, err, test.want)
		}
	}
}
