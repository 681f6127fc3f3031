package packs.cra.evidence_0003_test

import data.packs.cra.evidence_0003 as rule

asks := {"cra/EVIDENCE-0003": [{"id": "cra:13.24", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"cra:13.24": "met", "x:2": "met"}) == set()
	open({"cra:13.24": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"cra:13.24": "notMet", "x:2": "met"}) == {{"key": "cra:13.24", "title": "One", "state": "is not met", "evidence": ["evidence.cra:13.24"]}}
	open({"cra:13.24": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.cra:13.24"}}
}
