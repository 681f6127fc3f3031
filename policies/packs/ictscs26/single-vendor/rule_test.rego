package packs.ictscs26.diversity_0001_test

import data.packs.ictscs26.diversity_0001 as rule

params := {"ictscs26/DIVERSITY-0001": {"hhi": 0.5, "cr1": 0.7, "criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(asset, row) := {"asset": object.union({"id": "grid", "criticality": "high"}, asset), "concentration": {"supplier": {"spend": row}}}

one := {"largestName": "Teliqon AB", "hhi": {"lo": 1, "hi": 1}, "cr1": {"lo": 1, "hi": 1}}

test_bad if {
	found(about({}, one)) == {{
		"key": "spend", "basis": "spend", "largest": "Teliqon AB", "hhi": {"lo": 1, "hi": 1}, "cr1": {"lo": 1, "hi": 1},
		"evidence": ["concentration"],
	}}
	found(about({}, {"hhi": {"lo": 0.4, "hi": 0.4}, "cr1": {"lo": 0.8, "hi": 0.8}})) == {{
		"key": "spend", "basis": "spend", "largest": "not established", "hhi": {"lo": 0.4, "hi": 0.4}, "cr1": {"lo": 0.8, "hi": 0.8},
		"evidence": ["concentration"],
	}}
}

test_good if {
	every x in [
		about({}, {"hhi": {"lo": 0.5, "hi": 0.5}, "cr1": {"lo": 0.5, "hi": 0.5}}),
		about({"criticality": "moderate"}, one),
		about({"class": "eu5g:nfv-mano"}, one),
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	every x in [
		about({}, {"hhi": {"lo": 0.3, "hi": 0.9}, "cr1": {"lo": 0.5, "hi": 0.7}}),
		about({}, {"hhi": {"lo": 0.3, "hi": 0.5}, "cr1": {"lo": 0.5, "hi": 0.9}}),
	] {
		found(x) == set()
		open(x) == {{"fact": "concentration.supplier.spend"}}
	}
}
