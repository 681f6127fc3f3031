// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestRego runs the tests of all packs and libs; every line of them is
// covered.
func TestRego(t *testing.T) {
	tested, list, err := Test(t.Context(), nil)
	if err != nil || list != nil {
		t.Fatal(err, list)
	}
	if len(tested.Tests) < 100 {
		t.Errorf("only %d Rego tests ran", len(tested.Tests))
	}
	for _, x := range tested.Tests {
		if !x.Passed {
			t.Errorf("%s: %s %s", x.At, x.Name, x.Failed)
		}
	}
	for _, at := range tested.Uncovered {
		t.Errorf("%s: no test reaches this line", at)
	}
	t.Logf("%d tests, %.1f %% covered", len(tested.Tests), tested.Coverage)
}

// TestTestsOfUsers runs the tests of a user's folder alone, and counts the
// lines of its rules alone.
func TestTestsOfUsers(t *testing.T) {
	pack := boundPack().(fstest.MapFS)
	pack["packs/own/sbom/rule_test.rego"] = &fstest.MapFile{Data: []byte(`package packs.own.sbom_0001_test

import data.packs.own.sbom_0001 as rule

test_bad if count(rule.finding) == 1 with input as {"product": {"hasSBOM": false}}

test_wrong if count(rule.finding) == 1 with input as {"product": {"hasSBOM": true}}
`)}
	tested, list, err := Test(t.Context(), pack)
	if err != nil || list != nil {
		t.Fatal(err, list)
	}
	var got []string
	for _, x := range tested.Tests {
		word := "failed"
		if x.Passed {
			word = "passed"
		}
		got = append(got, x.Name+" "+word)
	}
	if want := "packs.own.sbom_0001_test.test_bad passed; packs.own.sbom_0001_test.test_wrong failed"; strings.Join(got, "; ") != want {
		t.Errorf("%q, want %q", got, want)
	}
	files := map[string]bool{}
	for _, at := range tested.Uncovered {
		files[at.File] = true
	}
	if files["packs/own/sbom/rule.rego"] || !files["packs/own/asks/rule.rego"] || !files["packs/own/scope.rego"] || len(files) != 2 || tested.OK() {
		t.Errorf("not covered: %v", tested.Uncovered)
	}
	pack["packs/own/sbom/rule_test.rego"] = &fstest.MapFile{Data: []byte("package x\n\ntest_a if {")}
	if _, list, err = Test(t.Context(), pack); err != nil || len(list) == 0 || list[0].File != "packs/own/sbom/rule_test.rego" {
		t.Errorf("a test that cannot be parsed: %v, %v", list, err)
	}
}
