package packs.procurement.evidence_0003_test

import data.packs.procurement.evidence_0003 as rule

asks := {"procurement/EVIDENCE-0003": [{"id": "dir25:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states, "product": {"kind": "hardware"}} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states, "product": {"kind": "hardware"}} with data.asks as asks
}

test_good if {
	found({"dir25:x": "met", "x:2": "met"}) == set()
	open({"dir25:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"dir25:x": "notMet", "x:2": "met"}) == {{"key": "dir25:x", "title": "One", "state": "is not met", "evidence": ["evidence.dir25:x"]}}
	open({"dir25:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.dir25:x"}}
}

test_service if {
	y := rule.undecided with input as {"product": {"kind": "service"}} with data.asks as asks
	y == set()
}

made(shares) := y if {
	product := {"kind": "hardware", "origins": [{"country": code, "share": share} | some code, share in shares]}
	countries := {"XB": {"memberships": {"eu": true}}}
	y := rule.undecided with input as {"product": product, "countries": countries} with data.asks as asks
}

test_origins_decide if {
	made({"XB": 1}) == set()
	count(made({"XB": 0.25, "XC": 0.75})) == 2
}
