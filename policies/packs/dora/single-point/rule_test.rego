package packs.dora.concentration_0004_test

import data.packs.dora.concentration_0004 as rule

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

point := {"asset": "pay", "by": "owner", "mode": "stop", "key": "ostbit", "name": "Ostbit", "certainty": "certain"}

test_bad if {
	found({"singlePoints": [point]}) == {{
		"key": "owner/ostbit/stop", "by": "owner", "party": "Ostbit", "effect": "stops it at once",
		"evidence": ["singlePoints"],
	}}
}

test_good if {
	found({"singlePoints": []}) == set()
	found({"singlePoints": [object.union(point, {"by": "controlCountry"})]}) == set()
}

test_unknown if {
	x := {"singlePoints": [object.union(point, {"by": "supplier", "certainty": "possible"})]}
	found(x) == set()
	open(x) == {{"fact": "singlePoints.supplier"}}
}
