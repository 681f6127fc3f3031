package packs.nis2.report_0004_test

import data.packs.nis2.report_0004 as rule

about(facts) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, facts)]}

found(facts) := y if {
	y := rule.finding with input as about(facts)
}

open(facts) := y if {
	y := {u.fact | some u in rule.undecided} with input as about(facts)
}

test_bad if found({"hours": 2000, "notificationHours": 48, "handledDays": 80, "finalDays": 40}) == {{
	"key": "i1", "incident": "Outage", "took": 40, "evidence": ["incidents.i1/finalReportAt"],
}}

test_good if {
	found({"hours": 2000, "notificationHours": 48, "finalDays": 28}) == set()
	open({"hours": 2000, "notificationHours": 48, "finalDays": 28}) == set()
}

test_good_goes_on if open({"hours": 2000, "notificationHours": 48, "finalOpenDays": 81}) == set()

test_unknown_not_recorded if {
	open({"hours": 2000, "notificationHours": 48, "finalOpenDays": 81, "handledDays": 79}) == {"incidents.i1/finalReportAt"}
}
