package packs.nis2.report_0001_test

import data.packs.nis2.report_0001 as rule

about(facts) := {"incidents": [object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, facts)]}

found(facts) := y if {
	y := rule.finding with input as about(facts)
}

open(facts) := y if {
	y := {u.fact | some u in rule.undecided} with input as about(facts)
}

test_bad if found({"hours": 500, "earlyWarningHours": 24.5}) == {{
	"key": "i1", "incident": "Outage", "took": 24.5, "evidence": ["incidents.i1/earlyWarningAt"],
}}

test_good if {
	some facts in [{"hours": 500, "earlyWarningHours": 24}]
	found(facts) == set()
	open(facts) == set()
}

test_good_notified_at_once if {
	found({"hours": 500, "notificationHours": 20, "earlyWarningHours": 30}) == set()
	open({"hours": 500, "notificationHours": 20}) == set()
}

test_good_clock_runs if open({"hours": 24}) == set()

test_good_not_significant if {
	found({"hours": 500, "earlyWarningHours": 30, "significant": false}) == set()
	open({"hours": 500, "significant": false}) == set()
}

test_good_no_incident_of_this_article if found({"hours": 500, "earlyWarningHours": 30, "kind": "exploited-vulnerability"}) == set()

test_unknown_no_warning_recorded if open({"hours": 25}) == {"incidents.i1/earlyWarningAt"}

test_unknown_no_clock if open({}) == {"incidents.i1/awareAt"}

test_unknown_significance if {
	x := {"incidents": [{"id": "i2", "name": "Leak", "kind": "incident", "hours": 90, "earlyWarningHours": 30}]}
	rule.finding == set() with input as x
	rule.undecided == {{"fact": "incidents.i2/significant", "key": "i2"}} with input as x
}
