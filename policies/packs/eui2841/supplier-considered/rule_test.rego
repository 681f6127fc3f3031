package packs.eui2841.evidence_0006_test

import data.packs.eui2841.evidence_0006 as rule

asks := {"eui2841/EVIDENCE-0006": [{"id": "eui:8.2.last", "title": "The supplier considered"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"eui:8.2.last": "partly"}}
	found(x) == {{"key": "eui:8.2.last", "title": "The supplier considered", "state": "is met only in part", "evidence": ["evidence.eui:8.2.last"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"eui:8.2.last": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:other": "met"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:8.2.last"}}
	}
}
