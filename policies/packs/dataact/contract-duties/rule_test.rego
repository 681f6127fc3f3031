package packs.dataact.evidence_0001_test

import data.packs.dataact.evidence_0001 as rule

asks := {"dataact/EVIDENCE-0001": [{"id": "dataact:26.b", "title": "An online register"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dataact:26.b": "partly"}}) == {{
		"key": "dataact:26.b", "title": "An online register", "state": "is met only in part", "evidence": ["evidence.dataact:26.b"],
	}}
}

test_good if {
	x := {"evidence": {"dataact:26.b": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dataact:26.b"}}
}
