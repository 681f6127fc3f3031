package packs.eui2841.deadline_0001_test

import data.packs.eui2841.deadline_0001 as rule

asks := {"eui2841/DEADLINE-0001": [{"id": "eui:6.1", "title": "The framework"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	every x in [{"eui:6.1": "notMet"}, {"eui:6.1": "notMet", "eui:12.5": "notMet"}] {
		found({"evidence": x}) == {{"key": "eui:6.1", "title": "The framework", "state": "is not met", "evidence": ["evidence.eui:6.1"]}}
		open({"evidence": x}) == set()
	}
}

test_good if {
	x := {"evidence": {"eui:6.1": "met"}}
	found(x) == set()
	open(x) == set()
}

test_extended if {
	every x in [{"eui:12.5": "met"}, {"eui:6.1": "notMet", "eui:12.5": "met"}] {
		found({"evidence": x}) == set()
		open({"evidence": x}) == set()
	}
}

test_unknown if {
	every x in [{}, {"evidence": {"eui:12.5": "notMet"}}] {
		found(x) == set()
		open(x) == {{"fact": "evidence.eui:6.1"}}
	}
}
