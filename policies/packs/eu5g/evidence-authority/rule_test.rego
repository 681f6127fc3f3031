package packs.eu5g.evidence_0005_test

import data.packs.eu5g.evidence_0005 as rule

asks := {"eu5g/EVIDENCE-0005": [{"id": "eu5g:SM01", "title": "One"}, {"id": "eu5g:SA06", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_pass_both_met if {
	found({"eu5g:SM01": "met", "eu5g:SA06": "met"}) == set()
	open({"eu5g:SM01": "met", "eu5g:SA06": "met"}) == set()
}

test_warn_one_not_met if {
	found({"eu5g:SM01": "notMet", "eu5g:SA06": "met"}) == {{"key": "eu5g:SM01", "title": "One", "state": "is not met", "evidence": ["evidence.eu5g:SM01"]}}
}

test_unknown_one_not_answered if {
	found({"eu5g:SM01": "met"}) == set()
	open({"eu5g:SM01": "met"}) == {{"fact": "evidence.eu5g:SA06"}}
}

test_unknown_nothing_answered if {
	y := rule.undecided with input as {} with data.asks as asks
	y == {{"fact": "evidence.eu5g:SM01"}, {"fact": "evidence.eu5g:SA06"}}
}
