# METADATA
# title: The notification of a significant incident came late
# description: |
#   Article 23(4)(b): a notification with a first assessment within 72 hours of becoming aware of
#   a significant incident. For what affects trust services see nis2/REPORT-0003. A notification
#   that nobody recorded is open once the 72 hours are over.
#   Fines have a maximum of at least EUR 10 million or 2 % of worldwide turnover for essential
#   entities and EUR 7 million or 1.4 % for important ones, whichever is higher (article 34).
# custom:
#   id: nis2/REPORT-0002
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["nis2:23.4.b", "nis2:23.1", "nis2:34.4", "nis2:34.5"]
#   message: "{subject}: the notification of {f.incident} came {f.took} hours after the entity became aware, later than 72 hours"
#   remedy: Report the delay and its reason to the CSIRT or authority, and mend the procedure that tells of incidents.
package packs.nis2.report_0002

import data.lib.nis2clock

finding contains f if {
	some x in input.incidents
	nis2clock.counts(x)
	nis2clock.breach(x, nis2clock.notified(x, 72)) == "yes"
	f := {
		"key": x.id,
		"incident": x.name,
		"took": x.notificationHours,
		"evidence": [nis2clock.fact(x, "notifiedAt")],
	}
}

undecided contains {"fact": fact, "key": x.id} if {
	some x in input.incidents
	nis2clock.counts(x)
	stand := nis2clock.notified(x, 72)
	nis2clock.breach(x, stand) == "unknown"
	some fact in nis2clock.open(x, stand)
}
