package packs.nis2art22.emerging_0001_test

import data.packs.nis2art22.emerging_0001 as rule

params := {"nis2art22/EMERGING-0001": {"criticality": "high"}}

asks := {"nis2art22/EMERGING-0001": [{"id": "nis2art22:91.v", "title": "T"}]}

found(x) := y if {
	y := rule.finding with input as x with data.params as params with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params with data.asks as asks
}

about(product, evidence) := {"product": product, "evidence": evidence, "assets": [{"id": "grid", "criticality": "high"}, {"id": "web", "criticality": "low"}]}

test_bad if {
	x := about({"emerging": true}, {"nis2art22:91.v": "notMet"})
	found(x) == {{"key": "nis2art22:91.v", "title": "T", "state": "is not met", "assets": "grid", "evidence": ["evidence.nis2art22:91.v"]}}
	open(x) == set()
}

test_good if {
	every x in [
		about({"emerging": true}, {"nis2art22:91.v": "met"}),
		about({"emerging": false}, {}),
		{"product": {}, "assets": [{"id": "web", "criticality": "low"}]},
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	found(about({"emerging": true}, {})) == set()
	open(about({"emerging": true}, {})) == {{"fact": "evidence.nis2art22:91.v"}}
	open(about({}, {})) == {{"fact": "product.emerging"}}
}
