# METADATA
# title: The early warning to CERT-EU came late
# description: |
#   A significant incident is to be told to CERT-EU within 24 hours of awareness. Where nobody
#   stated
#   when the warning was sent, or whether the incident is significant, it is not established.
# custom:
#   id: eui2841/REPORT-0001
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["eui:21.early-warning", "eui:21.1"]
#   params:
#     hours: {default: 24, min: 0, doc: "hours from awareness to the early warning, by article 21"}
#   message: "{subject}: the early warning on {f.incident} came {f.hours} hours after awareness"
#   remedy: Record why it came late, and what makes the next one come in time.
package packs.eui2841.report_0001

import data.lib.euireport

states := {[i, state] |
	some i in euireport.reportable(input.incidents)
	state := euireport.first(i, "earlyWarningHours", data.params["eui2841/REPORT-0001"].hours, "earlyWarningAt")
}

finding contains f if {
	some [i, state] in states
	f := euireport.found(i, state, "earlyWarningAt", {"hours": i.earlyWarningHours})
}

undecided contains {"fact": fact, "key": i.id} if {
	some [i, state] in states
	fact := euireport.open(i, state)
}
