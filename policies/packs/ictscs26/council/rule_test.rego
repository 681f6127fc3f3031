package packs.ictscs26.evidence_0004_test

import data.packs.ictscs26.evidence_0004 as rule

asks := {"ictscs26/EVIDENCE-0004": [{"id": "council22:4", "title": "T"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"council22:4": "notMet"}}
	found(x) == {{"key": "council22:4", "title": "T", "state": "is not met", "evidence": ["evidence.council22:4"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"council22:4": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.council22:4"}}
}
