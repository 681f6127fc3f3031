# METADATA
# title: What authorities do in coordinated assessments
# description: |
#   Asked of authorities alone: the assessments, what may be assessed, and use and reliance over the
#   entities of a sector, which no single entity can tell.
# custom:
#   id: nis2art22/EVIDENCE-0004
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["nis2art22:*"], of: authority}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Record the step with its date and what it covers.
package packs.nis2art22.evidence_0004

import data.lib.evidence

asked := data.asks["nis2art22/EVIDENCE-0004"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
