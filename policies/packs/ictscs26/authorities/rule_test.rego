package packs.ictscs26.evidence_0003_test

import data.packs.ictscs26.evidence_0003 as rule

asks := {"ictscs26/EVIDENCE-0003": [{"id": "ictscs26:review", "title": "T"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"ictscs26:review": "notMet"}}
	found(x) == {{"key": "ictscs26:review", "title": "T", "state": "is not met", "evidence": ["evidence.ictscs26:review"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"ictscs26:review": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.ictscs26:review"}}
}
