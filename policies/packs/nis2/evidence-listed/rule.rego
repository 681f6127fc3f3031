# METADATA
# title: What point 5 of the implementing regulation asks of the entity
# description: |
#   Policy, criteria of selection, coordinated assessments, their use, review and monitoring, and
#   the directory: points 5.1.1 to 5.1.3, 5.1.5 to 5.1.7 and 5.2. Clauses of contracts (5.1.4) are
#   asked for by rules of their own.
# custom:
#   id: nis2/EVIDENCE-0003
#   scope: entity
#   binds: ir2690
#   outcome: warn
#   severity: low
#   measures: ["ir2690:5.1.7"]
#   asks: {entries: ["ir2690:*"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Bring the policy, its use or the directory in line with the point named.
package packs.nis2.evidence_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["nis2/EVIDENCE-0003"], states)

undecided contains u if some u in evidence.open(data.asks["nis2/EVIDENCE-0003"], states)
