# METADATA
# title: The early warning of a severe incident came late
# description: |
#   A manufacturer reports a severe incident that bears on the security of its product. A significant
#   incident is taken for a severe one, which is our reading. The early warning is due within 24 hours
#   of awareness.
#   Whether the incident is about a product that the entity makes is not in the record, nor can a rule
#   see on which day it became known; where it is not, or was known before 11 September 2026, nothing
#   is due under this regulation.
# custom:
#   id: cra/REPORT-0004
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["cra:14.severe", "cra:14.own", "cra:64.2"]
#   message: "{subject}: the early warning on {f.incident} came {f.hours} hours after awareness, where article 14 allows 24 from 11 September 2026 on"
#   remedy: If it is about a product that the entity makes, record why the report came late and what makes the next one come in time.
#   effectiveFrom: 2026-09-11
package packs.cra.report_0004

import data.lib.cra

states := {[i, state] |
	some i in cra.severe(input.incidents)
	state := cra.early(i)
}

finding contains f if {
	some [i, state] in states
	f := cra.found(i, state, "earlyWarningAt", {"hours": i.earlyWarningHours})
}

undecided contains {"fact": fact, "key": cra.key(i, "earlyWarningAt")} if {
	some [i, state] in states
	fact := cra.open(i, state)
}
