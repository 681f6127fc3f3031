# METADATA
# title: What article 7(2) asks of the national strategy
# description: |
#   Policies of the national strategy on security of ICT supply chains and on cybersecurity in
#   public procurement. Asked of competent authorities alone (entity.roles).
# custom:
#   id: nis2/EVIDENCE-0005
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["nis2:7.2.*"], of: authority}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Put the policy into the national strategy.
package packs.nis2.evidence_0005

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["nis2/EVIDENCE-0005"], states)

undecided contains u if some u in evidence.open(data.asks["nis2/EVIDENCE-0005"], states)
