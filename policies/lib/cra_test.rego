package lib.cra_test

import data.lib.cra

test_digital if {
	every kind in ["system", "software", "hardware"] {
		cra.digital({"kind": kind}, {"kind": "company"})
		cra.digital({"kind": kind}, {})
	}
	not cra.digital({"kind": "service"}, {"kind": "company"})
	not cra.digital({"kind": "software"}, {"kind": "community"})
}

test_years if {
	cra.years({"supportYears": 3}, {"practices": {"supportYears": 7}}) == {"years": 3, "fact": "product.supportYears"}
	cra.years({}, {"practices": {"supportYears": 7}}) == {"years": 7, "fact": "supplier.practices.supportYears"}
	not cra.years({}, {"practices": {}})
}

test_early if {
	cra.early({"hours": 90, "earlyWarningHours": 30}) == "late"
	cra.early({"hours": 90, "earlyWarningHours": 20}) == "inTime"
	cra.early({"hours": 90, "earlyWarningHours": 30, "notificationHours": 22}) == "inTime"
	cra.early({"hours": 10}) == "inTime"
	cra.early({"hours": 90}) == "earlyWarningAt"
	cra.early({}) == "awareAt"
}

# Known 40 days ago, notified after 2, a fix 30 days ago: reported after 25 days is 23 days after
# awareness and so on.
base := {"hours": 960, "notificationHours": 48, "fixDays": 30}

test_fixed if {
	cra.fixed(object.union(base, {"finalDays": 20}), 14) == "inTime" # 12 days after the fix
	cra.fixed(object.union(base, {"finalDays": 30}), 14) == "late" # 22 days after it
	cra.fixed(base, 14) == "finalReportAt"
	cra.fixed(object.union(base, {"fixDays": 10}), 14) == "inTime"
	cra.fixed({"hours": 960}, 14) == "notDue"
	cra.fixed({"hours": 960, "finalDays": 1}, 14) == "inTime"
}

test_month if {
	cra.month({"finalDays": 31}, 31) == "inTime"
	cra.month({"finalDays": 32}, 31) == "late"
	cra.month({"finalOpenDays": 30, "hours": 1000}, 31) == "inTime"
	cra.month({"finalOpenDays": 40, "hours": 1000}, 31) == "finalReportAt"
	cra.month({"hours": 700}, 31) == "inTime"
	cra.month({"hours": 1000}, 31) == "notifiedAt"
	cra.month({}, 31) == "awareAt"
}

test_which if {
	outage := {"id": "a", "kind": "incident", "significant": true}
	small := {"id": "b", "kind": "incident", "significant": false}
	unsaid := {"id": "c", "kind": "incident"}
	hole := {"id": "d", "kind": "exploited-vulnerability"}
	cra.severe([outage, small, unsaid, hole]) == {outage, unsaid}
	cra.exploited([outage, small, unsaid, hole]) == {hole}
}

test_found if {
	x := {"id": "d", "name": "a hole", "kind": "exploited-vulnerability"}
	cra.found(x, "late", "notifiedAt", {"hours": 80}) == {"key": "d/notifiedAt", "incident": "a hole", "hours": 80, "evidence": ["incidents.d/notifiedAt"]}
	not cra.found(x, "inTime", "notifiedAt", {})
	cra.found({"id": "e", "name": "an outage", "kind": "incident", "significant": true}, "late", "notifiedAt", {}).incident == "an outage"
	not cra.found({"id": "e", "name": "an outage", "kind": "incident"}, "late", "notifiedAt", {})
}

test_open if {
	x := {"id": "d", "kind": "exploited-vulnerability"}
	cra.open(x, "awareAt") == "incidents.d/awareAt"
	not cra.open(x, "inTime")
	cra.open({"id": "e", "kind": "incident"}, "late") == "incidents.e/significant"
	not cra.open({"id": "e", "kind": "incident", "significant": true}, "late")
}
