# METADATA
# title: What the toolbox recommends to entities
# description: |
#   Data do not decide it. The scenarios and the numbered recommendations are not in the catalogue;
#   entries that a user adds for them are asked for one by one.
# custom:
#   id: ictscs26/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   asks: {entries: ["ictscs26:*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Decide what the entity makes of the recommendation, and record it.
#   effectiveFrom: 2026-02-13
package packs.ictscs26.evidence_0001

import data.lib.evidence

asked := data.asks["ictscs26/EVIDENCE-0001"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
