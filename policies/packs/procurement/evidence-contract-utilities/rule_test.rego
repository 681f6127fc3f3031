package packs.procurement.evidence_0002_test

import data.packs.procurement.evidence_0002 as rule

asks := {"procurement/EVIDENCE-0002": [{"id": "dir25:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"dir25:x": "met", "x:2": "met"}) == set()
	open({"dir25:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"dir25:x": "notMet", "x:2": "met"}) == {{"key": "dir25:x", "title": "One", "state": "is not met", "evidence": ["evidence.dir25:x"]}}
	open({"dir25:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.dir25:x"}}
}
