package packs.cra.report_0006_test

import data.packs.cra.report_0006 as rule

params := {"cra/REPORT-0006": {"days": 31}}

about(fields) := {"incidents": [object.union(subject, fields)]}

subject := {"id": "i1", "name": "a stolen key", "kind": "incident", "significant": true}

found(fields) := y if {
	y := rule.finding with input as about(fields) with data.params as params
}

open(fields) := y if {
	y := rule.undecided with input as about(fields) with data.params as params
}

test_bad if {
	found({"hours": 1500, "notificationHours": 60, "finalDays": 40}) == {{"key": "i1/finalReportAt", "incident": "a stolen key", "days": 40, "evidence": ["incidents.i1/finalReportAt"]}}
	open({"hours": 1500, "notificationHours": 60, "finalDays": 40}) == set()
}

test_good if {
	every x in [{"hours": 1500, "finalDays": 30}, {"hours": 300}, {"hours": 1500, "significant": false}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	found({"hours": 1500, "finalOpenDays": 40}) == set()
	open({"hours": 1500, "finalOpenDays": 40}) == {{"fact": "incidents.i1/finalReportAt", "key": "i1/finalReportAt"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union(object.remove(subject, ["significant"]), {"hours": 1500, "finalDays": 40})]}
	f := rule.finding with input as x with data.params as params
	u := rule.undecided with input as x with data.params as params
	f == set()
	u == {{"fact": "incidents.i1/significant", "key": "i1/finalReportAt"}}
}

test_other_kind if {
	u := rule.undecided with input as {"incidents": [{"id": "i", "name": "n", "kind": "exploited-vulnerability", "significant": true}]} with data.params as params
	u == set()
}
