package packs.dora.evidence_0005_test

import data.packs.dora.evidence_0005 as rule

asks := {"dora/EVIDENCE-0005": [{"id": "dr1502:1.1", "title": "Share of the entities"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dr1502:1.1": "partly"}}) == {{
		"key": "dr1502:1.1", "title": "Share of the entities", "state": "is met only in part", "evidence": ["evidence.dr1502:1.1"],
	}}
}

test_good if {
	x := {"evidence": {"dr1502:1.1": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dr1502:1.1"}}
}
