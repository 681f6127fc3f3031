package packs.eui2841.evidence_0005_test

import data.packs.eui2841.evidence_0005 as rule

asks := {"eui2841/EVIDENCE-0005": [{"id": "eui:21.3", "title": "Counterparts told"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"eui:21.3": "partly"}}
	found(x) == {{"key": "eui:21.3", "title": "Counterparts told", "state": "is met only in part", "evidence": ["evidence.eui:21.3"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"eui:21.3": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:other": "met"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:21.3"}}
	}
}
