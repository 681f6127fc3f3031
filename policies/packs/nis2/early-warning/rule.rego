# METADATA
# title: The early warning on a significant incident came late
# description: |
#   Article 23(4)(a): an early warning within 24 hours of becoming aware of a significant
#   incident. A notification within that time says more and counts as one (our reading). A warning
#   that nobody recorded is open once the 24 hours are over; so is an incident of which nobody has
#   judged whether it is significant.
#   Fines have a maximum of at least EUR 10 million or 2 % of worldwide turnover for essential
#   entities and EUR 7 million or 1.4 % for important ones, whichever is higher (article 34).
# custom:
#   id: nis2/REPORT-0001
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["nis2:23.4.a", "nis2:23.1", "nis2:34.4", "nis2:34.5"]
#   message: "{subject}: the early warning on {f.incident} came {f.took} hours after the entity became aware, later than 24 hours"
#   remedy: Report the delay and its reason to the CSIRT or authority, and mend the procedure that tells of incidents.
package packs.nis2.report_0001

import data.lib.nis2clock

finding contains f if {
	some x in input.incidents
	nis2clock.counts(x)
	nis2clock.breach(x, nis2clock.early(x)) == "yes"
	f := {
		"key": x.id,
		"incident": x.name,
		"took": x.earlyWarningHours,
		"evidence": [nis2clock.fact(x, "earlyWarningAt")],
	}
}

undecided contains {"fact": fact, "key": x.id} if {
	some x in input.incidents
	nis2clock.counts(x)
	stand := nis2clock.early(x)
	nis2clock.breach(x, stand) == "unknown"
	some fact in nis2clock.open(x, stand)
}
