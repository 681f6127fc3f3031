package packs.nis2.evidence_0002_test

import data.packs.nis2.evidence_0002 as rule

asks := {"nis2/EVIDENCE-0002": [{"id": "nis2:21.3", "title": "It"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_bad if {
	found({"nis2:21.3": "notMet"}) == {{"key": "nis2:21.3", "title": "It", "state": "is not met", "evidence": ["evidence.nis2:21.3"]}}
	open({"nis2:21.3": "notMet"}) == set()
}

test_good if {
	found({"nis2:21.3": "met"}) == set()
	open({"nis2:21.3": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.nis2:21.3"}}
}
