package packs.eu5g.diversity_0002_test

import data.packs.eu5g.diversity_0002 as rule

params := {"eu5g/DIVERSITY-0002": {"criticality": "high"}}

point := {"asset": "core", "by": "supplier", "mode": "stop", "key": "teliqon", "name": "Teliqon AB", "certainty": "certain"}

asset(criticality, points) := {"asset": {"id": "core", "criticality": criticality}, "singlePoints": points}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_fail_certain if {
	found(asset("critical", [point])) == {{
		"key": "supplier/teliqon/stop", "by": "supplier", "party": "Teliqon AB", "effect": "stops it at once",
		"evidence": ["singlePoints"],
	}}
}

test_fail_owner_ends_supply if {
	some f in found(asset("high", [object.union(point, {"by": "owner", "mode": "noSupply"})]))
	f.effect == "ends its supply"
}

test_fail_services_and_deliveries_together if {
	some f in found(asset("critical", [object.union(point, {"mode": "all"})]))
	f.key == "supplier/teliqon/all"
	contains(f.effect, "stand in for one another")
}

test_pass_no_single_point if found(asset("critical", [])) == set()

test_pass_care_and_countries_are_not_judged if {
	found(asset("critical", [object.union(point, {"mode": "noCare"}), object.union(point, {"by": "controlCountry"})])) == set()
}

test_pass_less_critical_asset if found(asset("moderate", [point])) == set()

test_unknown_possible if {
	x := asset("critical", [object.union(point, {"certainty": "possible"})])
	found(x) == set()
	open(x) == {{"fact": "singlePoints.supplier"}}
}
