package packs.eui2841.report_0003_test

import data.packs.eui2841.report_0003 as rule

params := {"eui2841/REPORT-0003": {"days": 31}}

about(fields) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, fields)]}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	x := about({"hours": 1224, "notificationHours": 24, "finalDays": 40, "handledDays": 45})
	found(x) == {{"key": "i1", "incident": "Outage", "days": 40, "evidence": ["incidents.i1/finalReportAt"]}}
	open(x) == set()
}

test_good if {
	every x in [about({"finalDays": 30}), about({"finalOpenDays": 10}), about(object.union({"hours": 1224, "notificationHours": 24, "finalDays": 40, "handledDays": 45}, {"significant": false})), {"incidents": []}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({"hours": 1224, "notificationHours": 24, "finalOpenDays": 50, "handledDays": 45})
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/finalReportAt", "key": "i1"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident"}, {"hours": 1224, "notificationHours": 24, "finalDays": 40, "handledDays": 45})]}
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/significant", "key": "i1"}}
}
