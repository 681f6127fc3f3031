package packs.eu5g.openran_0002_test

import data.packs.eu5g.openran_0002 as rule

asks := {"eu5g/OPENRAN-0002": [{"id": "eu5g:openran.controls", "title": "Controls"}]}

found(states, product) := y if {
	y := rule.finding with input as {"evidence": states, "product": product} with data.asks as asks
}

open(states, product) := y if {
	y := rule.undecided with input as {"evidence": states, "product": product} with data.asks as asks
}

test_unknown_not_answered if open({}, {"architectures": ["open-ran"]}) == {{"fact": "evidence.eu5g:openran.controls"}}

test_warn_in_part if {
	found({"eu5g:openran.controls": "partly"}, {"architectures": ["open-ran"]}) == {{
		"key": "eu5g:openran.controls", "title": "Controls", "state": "is met only in part",
		"evidence": ["evidence.eu5g:openran.controls"],
	}}
}

test_pass_met if {
	found({"eu5g:openran.controls": "met"}, {"architectures": ["open-ran"]}) == set()
	open({"eu5g:openran.controls": "met"}, {"architectures": ["open-ran"]}) == set()
}

test_pass_other_architecture if open({}, {"architectures": ["cloud-native"]}) == set()
