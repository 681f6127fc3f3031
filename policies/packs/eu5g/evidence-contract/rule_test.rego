package packs.eu5g.evidence_0004_test

import data.packs.eu5g.evidence_0004 as rule

asks := {"eu5g/EVIDENCE-0004": [{"id": "eu5g:TM08", "title": "One"}, {"id": "eu5g:TM08x", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states} with data.asks as asks
}

test_pass_both_met if {
	found({"eu5g:TM08": "met", "eu5g:TM08x": "met"}) == set()
	open({"eu5g:TM08": "met", "eu5g:TM08x": "met"}) == set()
}

test_warn_one_not_met if {
	found({"eu5g:TM08": "notMet", "eu5g:TM08x": "met"}) == {{"key": "eu5g:TM08", "title": "One", "state": "is not met", "evidence": ["evidence.eu5g:TM08"]}}
}

test_unknown_one_not_answered if {
	found({"eu5g:TM08": "met"}) == set()
	open({"eu5g:TM08": "met"}) == {{"fact": "evidence.eu5g:TM08x"}}
}

test_unknown_nothing_answered if {
	y := rule.undecided with input as {} with data.asks as asks
	y == {{"fact": "evidence.eu5g:TM08"}, {"fact": "evidence.eu5g:TM08x"}}
}
