# METADATA
# title: Data protection and enforcement where a provider behind a critical or important function is in a third country
# description: |
#   For a provider established outside the EU the entity considers compliance with Union data
#   protection and the effective enforcement of the law there. The rule asks for that, whichever the
#   country; that a provider is established in a third country is no finding.
# custom:
#   id: dora/THIRD-0001
#   scope: supplier
#   applies: {assets: ["dora:critical-or-important-function"], when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:29.2.*"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Assess data protection and enforcement for the service, and record the evidence with its date.
package packs.dora.third_0001

import data.lib.country
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

third := country.third(input.countries, input.supplier.established)

finding contains f if some f in evidence.gaps(data.asks["dora/THIRD-0001"], states)

undecided contains u if {
	third == "yes"
	some u in evidence.open(data.asks["dora/THIRD-0001"], states)
}

unanswered if count(evidence.open(data.asks["dora/THIRD-0001"], states)) > 0

undecided contains {"fact": "supplier.established"} if {
	known.missing(input.supplier, "established")
	unanswered
}

undecided contains {"fact": concat(".", ["countries", input.supplier.established, "memberships"])} if {
	third == "unknown"
	unanswered
}
