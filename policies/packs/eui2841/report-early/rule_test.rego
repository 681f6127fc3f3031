package packs.eui2841.report_0001_test

import data.packs.eui2841.report_0001 as rule

params := {"eui2841/REPORT-0001": {"hours": 24}}

about(fields) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, fields)]}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	x := about({"hours": 90, "earlyWarningHours": 30})
	found(x) == {{"key": "i1", "incident": "Outage", "hours": 30, "evidence": ["incidents.i1/earlyWarningAt"]}}
	open(x) == set()
}

test_good if {
	every x in [about({"hours": 90, "earlyWarningHours": 20}), about({"hours": 10}), about(object.union({"hours": 90, "earlyWarningHours": 30}, {"significant": false})), {"incidents": []}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({"hours": 90})
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/earlyWarningAt", "key": "i1"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident"}, {"hours": 90, "earlyWarningHours": 30})]}
	found(x) == set()
	open(x) == {{"fact": "incidents.i1/significant", "key": "i1"}}
}
