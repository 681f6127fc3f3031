# METADATA
# title: The notification to CERT-EU came late
# description: |
#   A significant incident is to be notified to CERT-EU within 72 hours of awareness. Where nobody
#   stated when it was, or whether the incident is significant, it is not established.
# custom:
#   id: eui2841/REPORT-0002
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["eui:21.notification", "eui:21.1"]
#   params:
#     hours: {default: 72, min: 0, doc: "hours from awareness to the notification, by article 21"}
#   message: "{subject}: the notification of {f.incident} came {f.hours} hours after awareness"
#   remedy: Record why it came late, and what makes the next one come in time.
package packs.eui2841.report_0002

import data.lib.euireport

states := {[i, state] |
	some i in euireport.reportable(input.incidents)
	state := euireport.first(i, "notificationHours", data.params["eui2841/REPORT-0002"].hours, "notifiedAt")
}

finding contains f if {
	some [i, state] in states
	f := euireport.found(i, state, "notifiedAt", {"hours": i.notificationHours})
}

undecided contains {"fact": fact, "key": i.id} if {
	some [i, state] in states
	fact := euireport.open(i, state)
}
