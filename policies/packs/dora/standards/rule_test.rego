package packs.dora.standard_0001_test

import data.packs.dora.standard_0001 as rule

asks := {"dora/STANDARD-0001": [{"id": "dora:28.5", "title": "Standards"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found({"supplier": {"certificates": [{"scheme": "iso-27001"}]}, "evidence": {"dora:28.5": "notMet"}}) == {{
		"key": "dora:28.5", "title": "Standards", "state": "is not met", "evidence": ["evidence.dora:28.5"],
	}}
}

test_good if {
	open({"supplier": {"certificates": [{"scheme": "iso-27001"}]}}) == set()
	open({"supplier": {}, "evidence": {"dora:28.5": "met"}}) == set()
}

test_unknown if {
	open({"supplier": {}}) == {{"fact": "evidence.dora:28.5"}}
	open({"supplier": {"certificates": []}}) == {{"fact": "evidence.dora:28.5"}}
}
