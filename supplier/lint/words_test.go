// SPDX-License-Identifier: Apache-2.0

package lint_test

import (
	"strings"
	"testing"

	"github.com/kedja/kedja/supplier/lint"
)

// TestWords: clauses and sectors that are nearly those that rules read are
// probably meant to be these; others may be for rules of the user's own.
func TestWords(t *testing.T) {
	opts := &lint.Options{
		Clauses: []string{"auditRight", "incidentNotice", "dataAct"},
		Sectors: []string{"nis2:energy", "nis2:food", "eui:union-entity", "dora:insurance-intermediaries", "dora:ict-intra-group-service-provider"},
	}
	for name, c := range map[string]struct{ text, want string }{
		"as rules read it":     {"contracts: [{id: k, supplier: acme, clauses: {auditRight: true}}]", ""},
		"misspelt":             {"contracts: [{id: k, supplier: acme, clauses: {auditRights: true}}]", "lint/unknown-clause r.yaml:4 did you mean auditRight?"},
		"in other letters":     {"contracts: [{id: k, supplier: acme, clauses: {incidentnotice: false}}]", "lint/unknown-clause r.yaml:4 did you mean incidentNotice?"},
		"of one's own":         {"contracts: [{id: k, supplier: acme, clauses: {escrowOfSources: true}}]", ""},
		"sector":               {"entity: {sectors: [nis2:energy, other]}", ""},
		"sector misspelt":      {"entity: {sectors: [nis2:enrgy]}", "lint/unknown-sector r.yaml:4 did you mean nis2:energy?"},
		"sector in capitals":   {"entity: {sectors: [NIS2:energy]}", "lint/unknown-sector r.yaml:4 did you mean nis2:energy?"},
		"sector alone":         {"entity: {sectors: [food]}", "lint/unknown-sector r.yaml:4 did you mean nis2:food?"},
		"in the singular":      {"entity: {sectors: [dora:insurance-intermediary]}", "lint/unknown-sector r.yaml:4 did you mean dora:insurance-intermediaries?"},
		"another type of DORA": {"entity: {sectors: [dora:crypto-asset-service-providers, dora:credit-institutions]}", ""},
		"sector of one's own":  {"entity: {sectors: [grid:substation]}", ""},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range lint.Check(records(t, "kind: System\nid: s\n"+c.text+"\n"), opts) {
				got = append(got, d.Code+" "+strings.Join(strings.Split(d.Position.String(), ":")[:2], ":")+" "+d.Remedy)
			}
			if s := strings.Join(got, "\n"); s != c.want {
				t.Errorf("got %q, want %q", s, c.want)
			}
		})
	}
	if list := lint.Check(records(t, "kind: System\nid: s\nentity: {sectors: [nis2:enrgy]}\ncontracts: [{id: k, supplier: acme, clauses: {auditRights: true}}]\n"), nil); len(list) > 0 {
		t.Errorf("without words nothing is looked for: %v", list)
	}
}

// TestOpenEvidence: a state that is null is one that nobody has found yet; one
// that is not there at all is probably forgotten.
func TestOpenEvidence(t *testing.T) {
	const head = "kind: Evidence\nentry: nis2:21.2.a\n"
	if list := lint.Check(records(t, head+"state: null\n"), nil); len(list) > 0 {
		t.Errorf("open evidence is a problem: %v", list)
	}
	if list := lint.Check(records(t, head), nil); len(list) != 1 || list[0].Code != "lint/evidence-state" {
		t.Errorf("evidence without a state is no problem: %v", list)
	}
}
