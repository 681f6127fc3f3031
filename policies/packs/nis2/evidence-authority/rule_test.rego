package packs.nis2.evidence_0005_test

import data.packs.nis2.evidence_0005 as rule

asks := {"nis2/EVIDENCE-0005": [{"id": "nis2:7.2.a", "title": "It"}, {"id": "nis2:7.2.b", "title": "That"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_bad if {
	found({"nis2:7.2.a": "notMet"}) == {{"key": "nis2:7.2.a", "title": "It", "state": "is not met", "evidence": ["evidence.nis2:7.2.a"]}}
	open({"nis2:7.2.a": "notMet"}) == {{"fact": "evidence.nis2:7.2.b"}}
}

test_good if {
	found({"nis2:7.2.a": "met", "nis2:7.2.b": "met"}) == set()
	open({"nis2:7.2.a": "met", "nis2:7.2.b": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.nis2:7.2.a"}, {"fact": "evidence.nis2:7.2.b"}}
}
