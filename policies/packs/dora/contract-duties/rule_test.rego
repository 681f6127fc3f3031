package packs.dora.evidence_0002_test

import data.packs.dora.evidence_0002 as rule

asks := {"dora/EVIDENCE-0002": [{"id": "dora:28.4.d", "title": "Due diligence"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dora:28.4.d": "partly"}}) == {{
		"key": "dora:28.4.d", "title": "Due diligence", "state": "is met only in part", "evidence": ["evidence.dora:28.4.d"],
	}}
}

test_good if {
	x := {"evidence": {"dora:28.4.d": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dora:28.4.d"}}
}
