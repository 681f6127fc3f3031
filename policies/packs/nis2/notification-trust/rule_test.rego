package packs.nis2.report_0003_test

import data.packs.nis2.report_0003 as rule

incident := {"id": "i1", "name": "Outage", "kind": "incident", "significant": true, "hours": 500, "notificationHours": 30}

about(x, entity, evidence) := {"incidents": [object.union(incident, x)], "entity": entity, "evidence": evidence}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := {u.fact | some u in rule.undecided} with input as x
}

only := {"services": ["trust", "qualified-trust"], "servicesComplete": true}

both := {"services": ["cloud", "trust"], "servicesComplete": true}

test_bad if found(about({}, only, {})) == {{
	"key": "i1", "incident": "Outage", "took": 30, "evidence": ["incidents.i1/notifiedAt"],
}}

test_bad_by_evidence if {
	some f in found(about({}, both, {"nis2:23.4.trust": "notMet"}))
	f.key == "i1"
}

test_good_in_time if {
	found(about({"notificationHours": 24}, only, {})) == set()
	open(about({"notificationHours": 24}, only, {})) == set()
}

test_good_other_services_affected if {
	found(about({}, both, {"nis2:23.4.trust": "met"})) == set()
	open(about({}, both, {"nis2:23.4.trust": "met"})) == set()
}

test_good_no_trust_services if open(about({}, {"services": ["cloud"], "servicesComplete": true}, {})) == set()

test_unknown_what_was_affected if open(about({}, both, {})) == {"evidence.nis2:23.4.trust"}

test_unknown_services if {
	open(about({}, {"sectors": ["nis2:digital-infrastructure"], "servicesComplete": false}, {})) == {"entity.services"}
}

test_unknown_not_recorded if {
	x := {"incidents": [object.remove(incident, ["notificationHours"])], "entity": only}
	open(x) == {"incidents.i1/notifiedAt"}
}
