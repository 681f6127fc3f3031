package packs.cra.evidence_0001_test

import data.packs.cra.evidence_0001 as rule

asks := {"cra/EVIDENCE-0001": [{"id": "cra:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"cra:x": "met", "x:2": "met"}) == set()
	open({"cra:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"cra:x": "notMet", "x:2": "met"}) == {{"key": "cra:x", "title": "One", "state": "is not met", "evidence": ["evidence.cra:x"]}}
	open({"cra:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.cra:x"}}
}
