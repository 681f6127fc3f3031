package packs.nis2.evidence_0004_test

import data.packs.nis2.evidence_0004 as rule

asks := {"nis2/EVIDENCE-0004": [{"id": "ir2690:5.2.a", "title": "It"}, {"id": "ir2690:5.2.b", "title": "That"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_bad if {
	found({"ir2690:5.2.a": "notMet"}) == {{"key": "ir2690:5.2.a", "title": "It", "state": "is not met", "evidence": ["evidence.ir2690:5.2.a"]}}
	open({"ir2690:5.2.a": "notMet"}) == {{"fact": "evidence.ir2690:5.2.b"}}
}

test_good if {
	found({"ir2690:5.2.a": "met", "ir2690:5.2.b": "met"}) == set()
	open({"ir2690:5.2.a": "met", "ir2690:5.2.b": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.ir2690:5.2.a"}, {"fact": "evidence.ir2690:5.2.b"}}
}
