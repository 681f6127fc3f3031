package packs.eui2841.report_0002_test

import data.packs.eui2841.report_0002 as rule

params := {"eui2841/REPORT-0002": {"hours": 72}}

about(fields) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, fields)]}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	x := about({"hours": 90, "notificationHours": 80})
	found(x) == {{"key": "i1", "incident": "Outage", "hours": 80, "evidence": ["incidents.i1/notifiedAt"]}}
	open(x) == set()
}

test_good if {
	every x in [about({"hours": 90, "notificationHours": 70}), about({"hours": 10}), about(object.union({"hours": 90, "notificationHours": 80}, {"significant": false})), {"incidents": []}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({"hours": 90})
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/notifiedAt", "key": "i1"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident"}, {"hours": 90, "notificationHours": 80})]}
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/significant", "key": "i1"}}
}
