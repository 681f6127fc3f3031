# METADATA
# title: The notification of an incident of trust services came late
# description: |
#   Article 23(4), second subparagraph: providers of trust services notify significant incidents that
#   affect these within 24 hours. A record of an incident does not say what it affected, so the rule
#   decides only for those who provide trust services and nothing else; others are asked for evidence.
#   Fines have a maximum of at least EUR 10 million or 2 % of worldwide turnover for essential
#   entities and EUR 7 million or 1.4 % for important ones, whichever is higher (article 34).
# custom:
#   id: nis2/REPORT-0003
#   scope: entity
#   outcome: warn
#   severity: high
#   measures: ["nis2:23.4.trust", "nis2:23.1", "nis2:34.4", "nis2:34.5"]
#   message: "{subject}: the notification of {f.incident} came {f.took} hours after the entity became aware, later than the 24 hours for what affects trust services"
#   remedy: Report the delay and its reason to the CSIRT or authority, and keep the shorter time for trust services.
package packs.nis2.report_0003

import data.lib.answer
import data.lib.nis2
import data.lib.nis2clock

# affected: whether the incidents affected trust services.
affected := nis2.affects_trust(input.entity, states)

states := {entry: state | some entry, state in input.evidence}

finding contains f if {
	some x in input.incidents
	nis2clock.counts(x)
	answer.all_of({nis2clock.breach(x, nis2clock.notified(x, 24)), affected}) == "yes"
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
	stand := nis2clock.notified(x, 24)
	answer.all_of({nis2clock.breach(x, stand), affected}) == "unknown"
	some fact in (nis2clock.open(x, stand) | {f | f := nis2.trust_fact(input.entity); affected == "unknown"})
}
