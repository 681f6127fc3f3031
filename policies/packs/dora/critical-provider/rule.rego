# METADATA
# title: A critical provider in a third country without a subsidiary in the Union is in use
# description: |
#   A provider that is established in a third country and designated as critical may be used only if
#   it has set up a subsidiary in the Union within 12 months of the designation. Lists of critical
#   providers are published by the European supervisory authorities; kedja holds none, so a person
#   answers. While the 12 months run the answer is: met in part, and nothing is found.
# custom:
#   id: dora/THIRD-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: fail
#   severity: high
#   asks: {entries: ["dora:31.12"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Stop using the services of the provider, or get evidence of its subsidiary in the Union.
#   effectiveFrom: 2025-01-17
package packs.dora.third_0002

import data.lib.country
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

third := country.third(input.countries, input.supplier.established)

finding contains f if some f in evidence.gaps(data.asks["dora/THIRD-0002"], {entry: state | some entry, state in states; state == "notMet"})

undecided contains u if {
	third == "yes"
	some u in evidence.open(data.asks["dora/THIRD-0002"], states)
}

unanswered if count(evidence.open(data.asks["dora/THIRD-0002"], states)) > 0

undecided contains {"fact": "supplier.established"} if {
	known.missing(input.supplier, "established")
	unanswered
}

undecided contains {"fact": concat(".", ["countries", input.supplier.established, "memberships"])} if {
	third == "unknown"
	unanswered
}
