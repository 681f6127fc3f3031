package packs.eui2841.evidence_0003_test

import data.packs.eui2841.evidence_0003 as rule

asks := {"eui2841/EVIDENCE-0003": [{"id": "eui:8.2.c", "title": "Cloud services"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	x := {"evidence": {"eui:8.2.c": "partly"}}
	found(x) == {{"key": "eui:8.2.c", "title": "Cloud services", "state": "is met only in part", "evidence": ["evidence.eui:8.2.c"]}}
	open(x) == set()
}

test_good if {
	x := {"evidence": {"eui:8.2.c": "met"}}
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:other": "met"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:8.2.c"}}
	}
}
