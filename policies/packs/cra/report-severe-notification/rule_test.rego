package packs.cra.report_0005_test

import data.packs.cra.report_0005 as rule

about(fields) := {"incidents": [object.union(subject, fields)]}

subject := {"id": "i1", "name": "a stolen key", "kind": "incident", "significant": true}

found(fields) := y if {
	y := rule.finding with input as about(fields)
}

open(fields) := y if {
	y := rule.undecided with input as about(fields)
}

test_bad if {
	found({"hours": 90, "notificationHours": 80}) == {{"key": "i1/notifiedAt", "incident": "a stolen key", "hours": 80, "evidence": ["incidents.i1/notifiedAt"]}}
	open({"hours": 90, "notificationHours": 80}) == set()
}

test_good if {
	every x in [{"hours": 90, "notificationHours": 70}, {"hours": 60}, {"hours": 90, "significant": false}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	found({"hours": 90}) == set()
	open({"hours": 90}) == {{"fact": "incidents.i1/notifiedAt", "key": "i1/notifiedAt"}}
}

test_significance_unknown if {
	x := {"incidents": [object.union(object.remove(subject, ["significant"]), {"hours": 90})]}
	f := rule.finding with input as x
	u := rule.undecided with input as x
	f == set()
	u == {{"fact": "incidents.i1/significant", "key": "i1/notifiedAt"}}
}

test_other_kind if {
	u := rule.undecided with input as {"incidents": [{"id": "i", "name": "n", "kind": "exploited-vulnerability", "significant": true}]}
	u == set()
}
