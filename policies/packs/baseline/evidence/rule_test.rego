package packs.baseline.evidence_0001_test

import data.packs.baseline.evidence_0001 as rule

asks := {"baseline/EVIDENCE-0001": [{"id": "ntia:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_good if {
	found({"ntia:x": "met", "x:2": "met"}) == set()
	open({"ntia:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"ntia:x": "notMet", "x:2": "met"}) == {{"key": "ntia:x", "title": "One", "state": "is not met", "evidence": ["evidence.ntia:x"]}}
	open({"ntia:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.ntia:x"}}
}
