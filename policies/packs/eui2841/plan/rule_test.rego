package packs.eui2841.evidence_0004_test

import data.packs.eui2841.evidence_0004 as rule

asks := {"eui2841/EVIDENCE-0004": [{"id": "eui:9.1", "title": "A cybersecurity plan"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"eui:9.1": "partly"}}
	found(x) == {{"key": "eui:9.1", "title": "A cybersecurity plan", "state": "is met only in part", "evidence": ["evidence.eui:9.1"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"eui:9.1": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:other": "met"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:9.1"}}
	}
}
