package packs.eu5g.openran_0003_test

import data.packs.eu5g.openran_0003 as rule

asks := {"eu5g/OPENRAN-0003": [{"id": "eu5g:openran.scrutiny", "title": "One"}, {"id": "eu5g:openran.certification", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_pass_both_met if {
	found({"eu5g:openran.scrutiny": "met", "eu5g:openran.certification": "met"}) == set()
	open({"eu5g:openran.scrutiny": "met", "eu5g:openran.certification": "met"}) == set()
}

test_warn_one_not_met if {
	found({"eu5g:openran.scrutiny": "notMet", "eu5g:openran.certification": "met"}) == {{"key": "eu5g:openran.scrutiny", "title": "One", "state": "is not met", "evidence": ["evidence.eu5g:openran.scrutiny"]}}
}

test_unknown_one_not_answered if {
	found({"eu5g:openran.scrutiny": "met"}) == set()
	open({"eu5g:openran.scrutiny": "met"}) == {{"fact": "evidence.eu5g:openran.certification"}}
}

test_unknown_nothing_answered if {
	y := rule.undecided with input as {} with data.asks as asks
	y == {{"fact": "evidence.eu5g:openran.scrutiny"}, {"fact": "evidence.eu5g:openran.certification"}}
}
