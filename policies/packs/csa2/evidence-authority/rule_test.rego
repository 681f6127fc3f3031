package packs.csa2.evidence_0004_test

import data.packs.csa2.evidence_0004 as rule

asks := {"csa2/EVIDENCE-0004": [{"id": "csa2:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"csa2:x": "met", "x:2": "met"}) == set()
	open({"csa2:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"csa2:x": "notMet", "x:2": "met"}) == {{"key": "csa2:x", "title": "One", "state": "is not met", "evidence": ["evidence.csa2:x"]}}
	open({"csa2:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.csa2:x"}}
}
