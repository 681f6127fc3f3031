package packs.nis2art22.evidence_0004_test

import data.packs.nis2art22.evidence_0004 as rule

asks := {"nis2art22/EVIDENCE-0004": [{"id": "nis2art22:22.1", "title": "T"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"nis2art22:22.1": "notMet"}}
	found(x) == {{"key": "nis2art22:22.1", "title": "T", "state": "is not met", "evidence": ["evidence.nis2art22:22.1"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"nis2art22:22.1": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.nis2art22:22.1"}}
}
