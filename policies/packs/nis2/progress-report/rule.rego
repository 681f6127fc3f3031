# METADATA
# title: No progress report on an incident that went on after a month
# description: |
#   Article 23(4)(e): where an incident goes on when the final report is due, a progress report takes
#   its place. A record of an incident has no field for it, so a person is asked for evidence once an
#   incident has gone on for a month. An incident without a date of handling goes on.
#   Fines have a maximum of at least EUR 10 million or 2 % of worldwide turnover for essential
#   entities and EUR 7 million or 1.4 % for important ones, whichever is higher (article 34).
# custom:
#   id: nis2/REPORT-0005
#   scope: entity
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:23.4.e", "nis2:23.1", "nis2:34.4", "nis2:34.5"]
#   message: "{subject}: the progress report on {f.incident}, which went on a month after its notification, {f.state}"
#   remedy: Give the progress report to the CSIRT or authority, or state when the incident was handled.
package packs.nis2.report_0005

import data.lib.answer
import data.lib.evidence
import data.lib.known
import data.lib.nis2clock

states := {entry: state | some entry, state in input.evidence}

missed := {"met": "no", "partly": "yes", "notMet": "yes"}

finding contains f if {
	some x in input.incidents
	nis2clock.counts(x)
	x.significant
	nis2clock.progress(x) == "yes"
	missed[states["nis2:23.4.e"]] == "yes"
	f := {
		"key": x.id,
		"incident": x.name,
		"state": evidence.words[states["nis2:23.4.e"]],
		"evidence": ["evidence.nis2:23.4.e"],
	}
}

undecided contains {"fact": "evidence.nis2:23.4.e", "key": x.id} if {
	some x in input.incidents
	due(x) in {"yes", "unknown"}
	known.missing(states, "nis2:23.4.e")
}

undecided contains {"fact": fact, "key": x.id} if {
	some x in input.incidents
	due(x) == "unknown"
	missed[states["nis2:23.4.e"]] == "yes"
	some fact in nis2clock.open_progress(x)
}

due(x) := answer.all_of({answer.of(x, "significant"), nis2clock.progress(x)}) if nis2clock.counts(x)
