// SPDX-License-Identifier: Apache-2.0

package gate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kedja/kedja/diag"
)

// subjectKinds begin the subjects of findings.
var subjectKinds = []string{"asset", "bid", "component", "contract", "country", "document", "entity", "owner", "portfolio", "product", "supplier", "system"}

// Misspelt warns of waivers that can cover nothing: their rule is none of a
// pack that is there, or their subject is of no kind. rules are the ids that
// the rules have and had. A pack that has none of them may be the user's own.
func Misspelt(waivers []Waiver, rules []string) diag.List {
	var list diag.List
	warn := func(w *Waiver, pointer, message, remedy string) {
		list.Add(diag.Diagnostic{Severity: diag.Warning, Code: "waiver/idle", Position: w.At(pointer), Message: message, Remedy: remedy})
	}
	for i := range waivers {
		w := &waivers[i]
		if kind, _, ok := strings.Cut(w.Subject, ":"); w.Subject != "" && !strings.HasSuffix(w.Subject, "*") && !(ok && slices.Contains(subjectKinds, kind)) {
			remedy := "write it as KIND:ID, as in supplier:acme"
			if kind == "pkg" {
				remedy = "write component:" + w.Subject
			} else if near := diag.Closest(kind, subjectKinds); near != "" {
				remedy = "did you mean " + near + strings.TrimPrefix(w.Subject, kind) + "?"
			}
			warn(w, "/subject", fmt.Sprintf("the waiver %s covers nothing: %s is no subject", w.ID, w.Subject), remedy)
		}
		if w.Rule == "" || len(rules) == 0 || slices.ContainsFunc(rules, func(id string) bool { return matches(w.Rule, id) }) {
			continue
		}
		pack, _, _ := strings.Cut(w.Rule, "/")
		near := diag.Closest(strings.TrimSuffix(w.Rule, "*"), rules)
		shipped := slices.ContainsFunc(rules, func(id string) bool { return strings.HasPrefix(id, pack+"/") })
		switch {
		case shipped:
			warn(w, "/rule", fmt.Sprintf("the waiver %s covers nothing: the pack %s has no rule %s", w.ID, pack, w.Rule), "correct it; kedja policy list names all rules")
		case near != "":
			warn(w, "/rule", fmt.Sprintf("the waiver %s covers nothing: there is no rule %s", w.ID, w.Rule), "did you mean "+near+"?")
		}
	}
	return list
}
