package packs.dora.evidence_0003_test

import data.packs.dora.evidence_0003 as rule

asks := {"dora/EVIDENCE-0003": [{"id": "dora:29.2.insolvency", "title": "Insolvency law considered"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"evidence": {"dora:29.2.insolvency": "partly"}}) == {{
		"key": "dora:29.2.insolvency", "title": "Insolvency law considered", "state": "is met only in part", "evidence": ["evidence.dora:29.2.insolvency"],
	}}
}

test_good if {
	x := {"evidence": {"dora:29.2.insolvency": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "evidence.dora:29.2.insolvency"}}
}
