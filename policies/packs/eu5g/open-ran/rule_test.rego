package packs.eu5g.openran_0001_test

import data.packs.eu5g.openran_0001 as rule

asks := {"eu5g/OPENRAN-0001": [{"id": "eu5g:new-architecture", "title": "New"}, {"id": "eu5g:openran.assessment", "title": "Open RAN"}]}

found(states, product) := y if {
	y := rule.finding with input as {"evidence": states, "product": product} with data.asks as asks
}

open(states, product) := y if {
	y := rule.undecided with input as {"evidence": states, "product": product} with data.asks as asks
}

test_unknown_no_assessment_recorded if {
	open({}, {"architectures": ["open-ran"]}) == {{"fact": "evidence.eu5g:openran.assessment"}}
	open({}, {"architectures": [], "emerging": true}) == {{"fact": "evidence.eu5g:new-architecture"}}
}

test_warn_moved_without_assessment if {
	found({"eu5g:openran.assessment": "notMet"}, {"architectures": ["open-ran"]}) == {{
		"key": "eu5g:openran.assessment", "title": "Open RAN", "state": "is not met",
		"evidence": ["evidence.eu5g:openran.assessment"],
	}}
}

test_pass_assessed if {
	found({"eu5g:openran.assessment": "met"}, {"architectures": ["open-ran"]}) == set()
	open({"eu5g:openran.assessment": "met"}, {"architectures": ["open-ran"]}) == set()
}

test_pass_neither_of_the_kinds if {
	found({"eu5g:openran.assessment": "notMet"}, {"architectures": ["virtualised"], "emerging": false}) == set()
	open({}, {"architectures": ["virtualised"], "emerging": false}) == set()
}
