package packs.nis2art22.disruption_0001_test

import data.packs.nis2art22.disruption_0001 as rule

params := {"nis2art22/DISRUPTION-0001": {"dimension": 0.7, "criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

point(fields) := object.union({"asset": "grid", "criticality": "critical", "by": "supplier", "mode": "stop", "certainty": "certain"}, fields)

about(points, dimensions) := {"exposure": {"singlePointOf": points, "lockIn": {"dimensions": dimensions}}}

locked := {"interfaces": {"lo": 1, "hi": 1}, "contract": {"lo": 1, "hi": 1}}

free := {"interfaces": {"lo": 0, "hi": 0.5}, "contract": {"lo": 1, "hi": 1}}

test_bad if {
	x := about([point({}), point({"mode": "noSupply"}), point({"asset": "web", "criticality": "low"})], locked)
	found(x) == {{
		"key": "interfaces", "assets": "grid", "dimension": "interfaces", "value": {"lo": 1, "hi": 1},
		"evidence": ["exposure.singlePointOf", "exposure.lockIn"],
	}}
	open(x) == set()
}

test_good if {
	every x in [
		about([point({})], free),
		about([], locked),
		about([point({"criticality": "moderate"})], locked),
		about([point({"class": "eu5g:nfv-mano"})], locked),
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown_dimension if {
	x := about([point({})], {"data": {"lo": 0, "hi": 1}})
	found(x) == set()
	open(x) == {{"fact": "exposure.lockIn.dimensions.data"}}
}

test_unknown_point if {
	x := about([point({"certainty": "possible"})], locked)
	found(x) == set()
	open(x) == {{"fact": "exposure.singlePointOf"}}
}

test_unknown_lock_in if {
	x := {"exposure": {"singlePointOf": [point({})]}}
	found(x) == set()
	open(x) == {{"fact": "exposure.lockIn"}}
}
