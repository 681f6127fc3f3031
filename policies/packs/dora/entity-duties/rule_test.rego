package packs.dora.evidence_0001_test

import data.packs.dora.evidence_0001 as rule

asks := {"dora/EVIDENCE-0001": [{"id": "dora:28.2", "title": "A strategy"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dora:28.2": "partly"}}) == {{
		"key": "dora:28.2", "title": "A strategy", "state": "is met only in part", "evidence": ["evidence.dora:28.2"],
	}}
}

test_good if {
	x := {"evidence": {"dora:28.2": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dora:28.2"}}
}
