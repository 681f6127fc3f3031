package packs.cra.report_0004_test

import data.packs.cra.report_0004 as rule

about(fields) := {"incidents": [object.union(subject, fields)]}

subject := {"id": "i1", "name": "a stolen key", "kind": "incident", "significant": true}

found(fields) := y if {
	y := rule.finding with input as about(fields)
}

open(fields) := y if {
	y := rule.undecided with input as about(fields)
}

test_bad if {
	found({"hours": 90, "earlyWarningHours": 30}) == {{"key": "i1/earlyWarningAt", "incident": "a stolen key", "hours": 30, "evidence": ["incidents.i1/earlyWarningAt"]}}
	open({"hours": 90, "earlyWarningHours": 30}) == set()
}

test_good if {
	every x in [{"hours": 90, "earlyWarningHours": 20}, {"hours": 10}, {"hours": 90, "significant": false}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	found({"hours": 90}) == set()
	open({"hours": 90}) == {{"fact": "incidents.i1/earlyWarningAt", "key": "i1/earlyWarningAt"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union(object.remove(subject, ["significant"]), {"hours": 90})]}
	f := rule.finding with input as x
	u := rule.undecided with input as x
	f == set()
	u == {{"fact": "incidents.i1/significant", "key": "i1/earlyWarningAt"}}
}

test_other_kind if {
	u := rule.undecided with input as {"incidents": [{"id": "i", "name": "n", "kind": "exploited-vulnerability", "significant": true}]}
	u == set()
}
