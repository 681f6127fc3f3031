package packs.nis2.report_0005_test

import data.packs.nis2.report_0005 as rule

long := {"id": "i1", "name": "Outage", "kind": "incident", "significant": true, "hours": 2000, "notificationHours": 48, "finalOpenDays": 81}

found(x, evidence) := y if {
	y := rule.finding with input as {"incidents": [x], "evidence": evidence}
}

open(x, evidence) := y if {
	y := {u.fact | some u in rule.undecided} with input as {"incidents": [x], "evidence": evidence}
}

test_bad if found(long, {"nis2:23.4.e": "partly"}) == {{
	"key": "i1", "incident": "Outage", "state": "is met only in part", "evidence": ["evidence.nis2:23.4.e"],
}}

test_good_given if {
	found(long, {"nis2:23.4.e": "met"}) == set()
	open(long, {"nis2:23.4.e": "met"}) == set()
}

test_good_handled_in_time if open(object.union(long, {"handledDays": 70}), {}) == set()

test_unknown if open(long, {}) == {"evidence.nis2:23.4.e"}

test_unknown_significance if {
	x := object.remove(long, ["significant"])
	found(x, {"nis2:23.4.e": "notMet"}) == set()
	open(x, {"nis2:23.4.e": "notMet"}) == {"incidents.i1/significant"}
}
