package packs.eu5g.evidence_0003_test

import data.packs.eu5g.evidence_0003 as rule

asks := {"eu5g/EVIDENCE-0003": [{"id": "eu5g:TM04", "title": "Virtual"}, {"id": "eu5g:TM09", "title": "Certified"}]}

found(states, product) := y if {
	y := rule.finding with input as {"evidence": states, "product": product} with data.asks as asks
}

open(states, product) := y if {
	y := rule.undecided with input as {"evidence": states, "product": product} with data.asks as asks
}

test_unknown_virtual_asked_of_virtual_products if {
	open({}, {"architectures": ["cloud-native"]}) == {{"fact": "evidence.eu5g:TM04"}, {"fact": "evidence.eu5g:TM09"}}
	open({}, {"architectures": ["open-ran"]}) == {{"fact": "evidence.eu5g:TM09"}}
	open({}, {}) == {{"fact": "evidence.eu5g:TM09"}}
}

test_warn_not_isolated if {
	states := {"eu5g:TM04": "notMet", "eu5g:TM09": "met"}
	found(states, {"architectures": ["virtualised"]}) == {{"key": "eu5g:TM04", "title": "Virtual", "state": "is not met", "evidence": ["evidence.eu5g:TM04"]}}
	found(states, {"architectures": []}) == set()
}

test_pass_certified if open({"eu5g:TM09": "met"}, {"architectures": []}) == set()
