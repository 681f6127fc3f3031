package packs.ictscs26.evidence_0001_test

import data.packs.ictscs26.evidence_0001 as rule

asks := {"ictscs26/EVIDENCE-0001": [{"id": "ictscs26:approach", "title": "T"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"ictscs26:approach": "notMet"}}
	found(x) == {{"key": "ictscs26:approach", "title": "T", "state": "is not met", "evidence": ["evidence.ictscs26:approach"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"ictscs26:approach": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.ictscs26:approach"}}
}
