package packs.nis2art22.alternatives_0001_test

import data.packs.nis2art22.alternatives_0001 as rule

params := {"nis2art22/ALTERNATIVES-0001": {"criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(product, criticality) := {"product": product, "assets": [{"id": "grid", "criticality": criticality}]}

test_bad if {
	x := about({"alternatives": 0}, "high")
	found(x) == {{"key": "", "assets": "grid", "evidence": ["product.alternatives"]}}
	open(x) == set()
}

test_good if {
	every x in [about({"alternatives": 1}, "high"), about({"alternatives": 0}, "low"), about({}, "low")] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({}, "critical")
	found(x) == set()
	open(x) == {{"fact": "product.alternatives"}}
}
