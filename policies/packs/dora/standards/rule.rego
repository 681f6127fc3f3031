# METADATA
# title: Nothing shows that a provider complies with standards of information security
# description: |
#   A certificate that holds on the day, or evidence, shows it; which standard is appropriate remains
#   for a person to judge. Without either it is unknown.
# custom:
#   id: dora/STANDARD-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:28.5"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for its standards and certificates, and judge whether they are appropriate for the function.
package packs.dora.standard_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/STANDARD-0001"], states)

certificates := [c | some c in input.supplier.certificates]

shown := count(certificates) > 0

undecided contains u if {
	shown == false
	some u in evidence.open(data.asks["dora/STANDARD-0001"], states)
}
