package packs.dora.evidence_0004_test

import data.packs.dora.evidence_0004 as rule

asks := {"dora/EVIDENCE-0004": [{"id": "dora:28.8.a", "title": "Exit without disruption"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dora:28.8.a": "partly"}}) == {{
		"key": "dora:28.8.a", "title": "Exit without disruption", "state": "is met only in part", "evidence": ["evidence.dora:28.8.a"],
	}}
}

test_good if {
	x := {"evidence": {"dora:28.8.a": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dora:28.8.a"}}
}
