package packs.nis2.evidence_0003_test

import data.packs.nis2.evidence_0003 as rule

asks := {"nis2/EVIDENCE-0003": [{"id": "ir2690:5.1.1", "title": "It"}, {"id": "ir2690:5.1.3", "title": "That"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_bad if {
	found({"ir2690:5.1.1": "notMet"}) == {{"key": "ir2690:5.1.1", "title": "It", "state": "is not met", "evidence": ["evidence.ir2690:5.1.1"]}}
	open({"ir2690:5.1.1": "notMet"}) == {{"fact": "evidence.ir2690:5.1.3"}}
}

test_good if {
	found({"ir2690:5.1.1": "met", "ir2690:5.1.3": "met"}) == set()
	open({"ir2690:5.1.1": "met", "ir2690:5.1.3": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.ir2690:5.1.1"}, {"fact": "evidence.ir2690:5.1.3"}}
}
