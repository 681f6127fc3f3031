# METADATA
# title: Clocks of reports to CERT-EU
# description: |
#   Each function takes one incident with its hours and days (risk.IncidentClock) and says where a
#   report stands: inTime, notDue and late, or which time is missing: awareAt, handledAt and the
#   report's own. A report of which nobody stated when it was sent is not taken for one that was not
#   sent.
package lib.euireport

import data.lib.answer
import data.lib.known

# reportable is the incidents that have to be reported, or may have to be: those not
# stated to be without significance.
reportable(incidents) := {i |
	some i in incidents
	i.kind == "incident"
	answer.of(i, "significant") in {"yes", "unknown"}
}

# first says where a report stands that is due some hours after awareness. A
# notification sent within them says more than an early warning, and holds it.
first(i, name, hours, sent) := "inTime" if {
	min({i[n] | some n in [name, "notificationHours"]}) <= hours
} else := "late" if {
	i[name] > hours
} else := "notDue" if {
	i.hours <= hours
} else := sent if {
	known.present(i, "hours")
} else := "awareAt"

# final says where the final report stands. It is due some days after the
# notification, or after the handling of an incident that was still going on
# then.
final(i, days) := "inTime" if {
	i.finalDays <= days
} else := "notDue" if {
	known.missing(i, "finalDays")
	i.finalOpenDays <= days
} else := "notDue" if {
	unreported(i)
	i.hours <= days * 24 # a month from a notification cannot be over
} else := "awareAt" if {
	known.missing(i, "hours")
} else := "notifiedAt" if {
	unreported(i)
} else := "handledAt" if {
	known.missing(i, "handledDays")
} else := "late" if {
	i.finalDays > due(i, days)
} else := "inTime" if {
	known.present(i, "finalDays")
} else := "notDue" if {
	i.finalOpenDays <= due(i, days)
} else := "finalReportAt"

unreported(i) if {
	known.missing(i, "finalDays")
	known.missing(i, "finalOpenDays")
}

# due is the days from the notification to when the final report is due.
due(i, days) := days if {
	handled(i) <= days
} else := handled(i) + days

# handled is the days from the notification to the handling.
handled(i) := ((i.hours - i.notificationHours) / 24) - i.handledDays

# found is the incident for a message where its report is late, and it is
# known to be significant.
found(i, state, key, fields) := object.union({"key": i.id, "incident": i.name, "evidence": [fact(i, key)]}, fields) if {
	state == "late"
	i.significant
}

# open is what would decide, where the report may be late.
open(i, state) := fact(i, "significant") if {
	known.missing(i, "significant")
	count({state} - {"inTime", "notDue"}) > 0
}

open(i, state) := fact(i, state) if {
	i.significant
	count({state} - {"inTime", "notDue", "late"}) > 0
}

fact(i, name) := concat("", ["incidents.", i.id, "/", name])
