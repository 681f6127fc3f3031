package packs.procurement.evidence_0001_test

import data.packs.procurement.evidence_0001 as rule

asks := {"procurement/EVIDENCE-0001": [{"id": "dir24:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"dir24:x": "met", "x:2": "met"}) == set()
	open({"dir24:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"dir24:x": "notMet", "x:2": "met"}) == {{"key": "dir24:x", "title": "One", "state": "is not met", "evidence": ["evidence.dir24:x"]}}
	open({"dir24:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.dir24:x"}}
}
