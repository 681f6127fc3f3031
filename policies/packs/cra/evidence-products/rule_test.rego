package packs.cra.evidence_0002_test

import data.packs.cra.evidence_0002 as rule

asks := {"cra/EVIDENCE-0002": [{"id": "cra:x", "title": "One"}, {"id": "x:2", "title": "Two"}]}

found(states) := y if {
	y := rule.finding with input as {"evidence": states, "product": {"kind": "software"}} with data.asks as asks
}

open(states) := y if {
	y := rule.undecided with input as {"evidence": states, "product": {"kind": "software"}} with data.asks as asks
}

test_good if {
	found({"cra:x": "met", "x:2": "met"}) == set()
	open({"cra:x": "met", "x:2": "met"}) == set()
}

test_bad if {
	found({"cra:x": "notMet", "x:2": "met"}) == {{"key": "cra:x", "title": "One", "state": "is not met", "evidence": ["evidence.cra:x"]}}
	open({"cra:x": "notMet", "x:2": "met"}) == set()
}

test_unknown if {
	found({}) == set()
	open({"x:2": "met"}) == {{"fact": "evidence.cra:x"}}
}

test_supplier_matters if {
	x := {"evidence": {}, "product": {"kind": "software"}, "supplier": {"kind": "community"}}
	u := rule.undecided with input as x with data.asks as asks
	u == set()
	v := rule.undecided with input as object.union(x, {"supplier": {"kind": "company"}}) with data.asks as asks
	count(v) == 2
}

test_service if {
	u := rule.undecided with input as {"evidence": {}, "product": {"kind": "service"}} with data.asks as asks
	u == set()
}
