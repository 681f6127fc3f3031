// SPDX-License-Identifier: Apache-2.0

package policies

import "slices"

// undecided lists the facts that leave the rule open, and of these the ones
// that stay open beside its findings: what has a key of which nothing was
// found. A finding outweighs what is open about the subject as a whole, and
// about its own key. In a rule that asks for evidence each entry is a key.
func (j *job) undecided() (open, beside []string) {
	for _, u := range j.answer.undecided {
		fact, key := text(u["fact"]), text(u["key"])
		open = append(open, fact)
		if key == "" && len(j.rule.asks) > 0 || key != "" && !j.found(key) {
			beside = append(beside, fact)
		}
	}
	return open, beside
}

// found reports whether the answer has a finding with the key.
func (j *job) found(key string) bool {
	return slices.ContainsFunc(j.findings(), func(f said) bool { return f.key == key })
}
