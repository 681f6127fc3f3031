# METADATA
# title: The final report on a severe incident came late
# description: |
#   A manufacturer reports a severe incident that bears on the security of its product. A significant
#   incident is taken for a severe one, which is our reading. The final report is due one month after
#   the notification. A month is counted as 31 days, the longest there is.
#   Whether the incident is about a product that the entity makes is not in the record, nor can a rule
#   see on which day it became known; where it is not, or was known before 11 September 2026, nothing
#   is due under this regulation.
# custom:
#   id: cra/REPORT-0006
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["cra:14.severe", "cra:14.own", "cra:64.2"]
#   params:
#     days: {default: 31, min: 28, max: 31, doc: "days that a month is counted as; a choice"}
#   message: "{subject}: the final report on {f.incident} came {f.days} days after the notification, where article 14 allows a month from 11 September 2026 on"
#   remedy: If it is about a product that the entity makes, record why the report came late and what makes the next one come in time.
#   effectiveFrom: 2026-09-11
package packs.cra.report_0006

import data.lib.cra

states := {[i, state] |
	some i in cra.severe(input.incidents)
	state := cra.month(i, data.params["cra/REPORT-0006"].days)
}

finding contains f if {
	some [i, state] in states
	f := cra.found(i, state, "finalReportAt", {"days": i.finalDays})
}

undecided contains {"fact": fact, "key": cra.key(i, "finalReportAt")} if {
	some [i, state] in states
	fact := cra.open(i, state)
}
