# METADATA
# title: Measures that the proposal would lay down
# description: |
#   What article 103 of the proposal would ask of the entity, once there are measures.
# custom:
#   id: csa2/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   asks: {entries: ["csa2:*"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Follow the state of the proposal, and record it.
package packs.csa2.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["csa2/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["csa2/EVIDENCE-0001"], states)
