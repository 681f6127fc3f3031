# METADATA
# title: What authorities do with the toolbox
# description: |
#   Asked of authorities alone: the review of progress after one year.
# custom:
#   id: ictscs26/EVIDENCE-0003
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["ictscs26:*"], of: authority}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Record the review with its date.
#   effectiveFrom: 2026-02-13
package packs.ictscs26.evidence_0003

import data.lib.evidence

asked := data.asks["ictscs26/EVIDENCE-0003"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
