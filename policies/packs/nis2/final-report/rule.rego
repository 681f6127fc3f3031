# METADATA
# title: The final report on a significant incident came late
# description: |
#   Article 23(4)(d) and (e): a final report within one month of the notification or, where the
#   incident then went on, within one month of its handling. A month is 28 to 31 days; between
#   these the dates decide, and the rule leaves it open. While the incident goes on none is due:
#   see nis2/REPORT-0005. A report that nobody recorded is open once its time may be over.
#   Fines have a maximum of at least EUR 10 million or 2 % of worldwide turnover for essential
#   entities and EUR 7 million or 1.4 % for important ones, whichever is higher (article 34).
# custom:
#   id: nis2/REPORT-0004
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["nis2:23.4.d", "nis2:23.4.e", "nis2:23.1", "nis2:34.4", "nis2:34.5"]
#   message: "{subject}: the final report on {f.incident} came {f.took} days after the notification, later than a month after notification and handling"
#   remedy: Report the delay and its reason to the CSIRT or authority, and close incidents by a procedure with dates.
package packs.nis2.report_0004

import data.lib.nis2clock

finding contains f if {
	some x in input.incidents
	nis2clock.counts(x)
	nis2clock.breach(x, nis2clock.final(x)) == "yes"
	f := {
		"key": x.id,
		"incident": x.name,
		"took": x.finalDays,
		"evidence": [nis2clock.fact(x, "finalReportAt")],
	}
}

undecided contains {"fact": fact, "key": x.id} if {
	some x in input.incidents
	nis2clock.counts(x)
	stand := nis2clock.final(x)
	nis2clock.breach(x, stand) == "unknown"
	some fact in nis2clock.open(x, stand)
}
