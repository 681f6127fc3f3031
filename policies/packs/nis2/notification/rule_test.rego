package packs.nis2.report_0002_test

import data.packs.nis2.report_0002 as rule

about(facts) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, facts)]}

found(facts) := y if {
	y := rule.finding with input as about(facts)
}

open(facts) := y if {
	y := {u.fact | some u in rule.undecided} with input as about(facts)
}

test_bad if found({"hours": 500, "notificationHours": 80}) == {{
	"key": "i1", "incident": "Outage", "took": 80, "evidence": ["incidents.i1/notifiedAt"],
}}

test_good if {
	found({"hours": 500, "notificationHours": 72}) == set()
	open({"hours": 500, "notificationHours": 72}) == set()
}

test_good_clock_runs if open({"hours": 71}) == set()

test_unknown if open({"hours": 73}) == {"incidents.i1/notifiedAt"}
