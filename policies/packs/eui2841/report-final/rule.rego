# METADATA
# title: The final report to CERT-EU came late
# description: |
#   It is due a month after the notification, or after the handling of an incident that was still
#   going on then. A month is counted as 31 days, the longest there is, so that no report in time is
#   found late. The status report of an incident that goes on is not in the record.
# custom:
#   id: eui2841/REPORT-0003
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["eui:21.final", "eui:21.1"]
#   params:
#     days: {default: 31, min: 28, max: 31, doc: "days that a month is counted as; a choice"}
#   message: "{subject}: the final report on {f.incident} came {f.days} days after the notification"
#   remedy: Record why it came late, and what makes the next one come in time.
package packs.eui2841.report_0003

import data.lib.euireport

states := {[i, state] |
	some i in euireport.reportable(input.incidents)
	state := euireport.final(i, data.params["eui2841/REPORT-0003"].days)
}

finding contains f if {
	some [i, state] in states
	f := euireport.found(i, state, "finalReportAt", {"days": i.finalDays})
}

undecided contains {"fact": fact, "key": i.id} if {
	some [i, state] in states
	fact := euireport.open(i, state)
}
