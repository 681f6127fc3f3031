package packs.eui2841.evidence_0001_test

import data.packs.eui2841.evidence_0001 as rule

asks := {"eui2841/EVIDENCE-0001": [{"id": "eui:6.8", "title": "A local cybersecurity officer"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"eui:6.8": "partly"}}
	found(x) == {{"key": "eui:6.8", "title": "A local cybersecurity officer", "state": "is met only in part", "evidence": ["evidence.eui:6.8"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"eui:6.8": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:other": "met"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:6.8"}}
	}
}
