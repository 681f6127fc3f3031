package packs.nis2art22.evidence_0003_test

import data.packs.nis2art22.evidence_0003 as rule

asks := {"nis2art22/EVIDENCE-0003": [{"id": "nis2art22:90.concealed", "title": "T"}]}

params := {"nis2art22/EVIDENCE-0003": {"criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks with data.params as params
}

assets := [{"id": "grid", "criticality": "critical"}, {"id": "web", "criticality": "low"}]

test_bad if {
	x := {"assets": assets, "evidence": {"nis2art22:90.concealed": "notMet"}}
	found(x) == {{"key": "nis2art22:90.concealed", "title": "T", "state": "is not met", "assets": "grid", "evidence": ["evidence.nis2art22:90.concealed"]}}
	open(x) == set()
}

test_good if {
	x := {"assets": assets, "evidence": {"nis2art22:90.concealed": "met"}}
	found(x) == set()
	open(x) == set()
}

# Behind assets of little criticality, or of 5G networks, nothing is asked.
test_not_asked if {
	every a in [{"id": "web", "criticality": "low"}, {"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}] {
		found({"assets": [a], "evidence": {"nis2art22:90.concealed": "notMet"}}) == set()
		open({"assets": [a]}) == set()
	}
}

test_unknown if {
	found({"assets": assets}) == set()
	open({"assets": assets}) == {{"fact": "evidence.nis2art22:90.concealed"}}
}
