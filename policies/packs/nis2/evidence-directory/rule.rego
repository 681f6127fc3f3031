# METADATA
# title: What the directory of point 5.2 says about each direct supplier
# description: |
#   The directory holds the contact points of each direct supplier and the list of ICT products,
#   services and processes that it provides.
# custom:
#   id: nis2/EVIDENCE-0004
#   scope: supplier
#   binds: ir2690
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["ir2690:*"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Bring the entry of the supplier in the directory up to date.
package packs.nis2.evidence_0004

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["nis2/EVIDENCE-0004"], states)

undecided contains u if some u in evidence.open(data.asks["nis2/EVIDENCE-0004"], states)
