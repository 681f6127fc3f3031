package packs.nis2art22.single_0001_test

import data.packs.nis2art22.single_0001 as rule

params := {"nis2art22/SINGLE-0001": {"criticality": "high"}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

point(fields) := object.union({"by": "supplier", "mode": "stop", "key": "teliqon", "name": "Teliqon AB", "certainty": "certain"}, fields)

about(fields, points) := {"asset": object.union({"id": "grid", "criticality": "high"}, fields), "singlePoints": points}

test_bad if {
	found(about({}, [point({}), point({"by": "owner", "mode": "noSupply", "key": "ohold", "name": "O Holding"})])) == {
		{"key": "supplier/teliqon/stop", "by": "supplier", "party": "Teliqon AB", "effect": "stops it at once", "evidence": ["singlePoints"]},
		{"key": "owner/ohold/noSupply", "by": "owner", "party": "O Holding", "effect": "ends its supply", "evidence": ["singlePoints"]},
	}
}

test_good if {
	every x in [
		about({}, []),
		about({}, [point({"by": "country"}), point({"mode": "noCare"})]),
		about({"criticality": "moderate"}, [point({})]),
		about({"class": "eu5g:nfv-mano"}, [point({})]),
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({}, [point({"certainty": "possible"})])
	found(x) == set()
	open(x) == {{"fact": "singlePoints.supplier"}}
}
