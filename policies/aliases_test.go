// SPDX-License-Identifier: Apache-2.0

package policies

import (
	"io/fs"
	"strings"
	"testing"
)

// TestAliases: a parameter set under an id that the rule had before acts, on
// the command line and in a pack; results list the old ids, and that a rule is
// deprecated.
func TestAliases(t *testing.T) {
	rule := strings.Replace(plainHead, "#   scope: supplier\n", "#   scope: supplier\n#   aliases: [user/OLD-0001]\n#   deprecated: true\n", 1) +
		"finding contains {\"key\": \"\"} if count(input.supplier.roles) > data.params[\"user/RULE-0001\"].limit\n"
	folder := userFolder(rule)
	for name, opts := range map[string]*Options{
		"command line": {Packs: []string{"user"}, User: []fs.FS{folder}, Params: map[string]string{"user/OLD-0001.limit": "7"}},
		"pack":         {Packs: []string{"user", "ours"}, User: []fs.FS{folder, overriding("ours", "params: {user/OLD-0001.limit: 7}\n")}},
	} {
		s := mustCompile(t, opts)
		if got := s.Rules()[0].Params[0].Value; got != 7.0 {
			t.Errorf("%s: the limit is %v", name, got)
		}
		rep := evaluate(t, s, Context{}, withSites("a", sites("hosting", "XA")))
		if r := rep.Rules[0]; !r.Deprecated || len(r.Aliases) != 1 || r.Aliases[0] != "user/OLD-0001" {
			t.Errorf("%s: %+v", name, r)
		}
	}
	s := mustCompile(t, &Options{Packs: []string{"user", "ours"}, User: []fs.FS{folder, overriding("ours", "disable: [{rule: user/OLD-0001, reason: x}]\n")}})
	if rep := evaluate(t, s, Context{}, withSites("a", sites("hosting", "XA"))); len(rep.Rules) != 0 || len(rep.NotAsked) != 1 {
		t.Errorf("disabled by an old id: %+v", rep.Rules)
	}
}
