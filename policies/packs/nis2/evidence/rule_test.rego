package packs.nis2.evidence_0001_test

import data.packs.nis2.evidence_0001 as rule

asks := {"nis2/EVIDENCE-0001": [{"id": "nis2:21.2.b", "title": "It"}, {"id": "nis2:21.2.c", "title": "That"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_bad if {
	found({"nis2:21.2.b": "notMet"}) == {{"key": "nis2:21.2.b", "title": "It", "state": "is not met", "evidence": ["evidence.nis2:21.2.b"]}}
	open({"nis2:21.2.b": "notMet"}) == {{"fact": "evidence.nis2:21.2.c"}}
}

test_good if {
	found({"nis2:21.2.b": "met", "nis2:21.2.c": "met"}) == set()
	open({"nis2:21.2.b": "met", "nis2:21.2.c": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.nis2:21.2.b"}, {"fact": "evidence.nis2:21.2.c"}}
}
