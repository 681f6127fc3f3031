package lib.euireport_test

import data.lib.euireport

incident(fields) := object.union({"id": "i1", "name": "Outage", "kind": "incident", "significant": true}, fields)

test_reportable if {
	i := incident({})
	unsure := {"id": "i2", "name": "Phishing", "kind": "incident"}
	small := object.union(i, {"significant": false})
	other := object.union(i, {"kind": "exploited-vulnerability"})
	euireport.reportable([i, unsure, small, other]) == {i, unsure}
}

first(fields) := euireport.first(incident(fields), "earlyWarningHours", 24, "earlyWarningAt")

test_first if {
	first({"hours": 100, "earlyWarningHours": 24}) == "inTime"
	first({"hours": 100, "earlyWarningHours": 24.5}) == "late"
	first({"hours": 24}) == "notDue"
	first({"hours": 25}) == "earlyWarningAt"
	first({}) == "awareAt"
	first({"hours": 100, "notificationHours": 20}) == "inTime"
	first({"hours": 100, "notificationHours": 60}) == "earlyWarningAt"
}

final(fields) := euireport.final(incident(fields), 31)

# The notification came 24 hours after awareness; "hours" is the age of the
# incident.
after(days, fields) := final(object.union({"hours": 24 + (days * 24), "notificationHours": 24}, fields))

test_final_of_handled_incident if {
	final({"finalDays": 31}) == "inTime"
	after(100, {"finalDays": 40, "handledDays": 90}) == "late" # handled on day 10
	after(31, {"finalOpenDays": 31, "handledDays": 1}) == "notDue"
	final({"hours": 700}) == "notDue"
	after(40, {"finalOpenDays": 40, "handledDays": 30}) == "finalReportAt" # handled on day 10
}

test_final_of_long_incident if {
	after(100, {"finalDays": 80, "handledDays": 50}) == "inTime" # handled on day 50
	after(100, {"finalDays": 82, "handledDays": 50}) == "late"
	after(80, {"finalOpenDays": 80, "handledDays": 30}) == "notDue"
	after(82, {"finalOpenDays": 82, "handledDays": 32}) == "finalReportAt"
}

test_final_unknown if {
	after(40, {"finalDays": 40}) == "handledAt"
	after(40, {"finalOpenDays": 40}) == "handledAt"
	final({"finalDays": 40, "handledDays": 1}) == "awareAt"
	final({}) == "awareAt"
	final({"hours": 1000}) == "notifiedAt"
}

test_found if {
	euireport.found(incident({}), "late", "earlyWarningAt", {"hours": 30}) == {
		"key": "i1", "incident": "Outage", "hours": 30, "evidence": ["incidents.i1/earlyWarningAt"],
	}
}

found(i, state) if euireport.found(i, state, "earlyWarningAt", {})

test_not_found if {
	not found(incident({}), "inTime")
	not found({"id": "i2", "name": "Phishing"}, "late")
}

open(i, state) := [euireport.open(i, state)]

test_open if {
	euireport.open(incident({}), "awareAt") == "incidents.i1/awareAt"
	unsure := {"id": "i2", "name": "Phishing"}
	euireport.open(unsure, "late") == "incidents.i2/significant"
	euireport.open(unsure, "handledAt") == "incidents.i2/significant"
	not open(unsure, "inTime")
	not open(incident({}), "late")
	not open(incident({}), "notDue")
}
