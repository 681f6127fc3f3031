# METADATA
# title: "Article 7: the assessment of maturity"
# description: |
#   The assessment is due every two years; evidence that says until when it holds lapses by itself.
# custom:
#   id: eui2841/EVIDENCE-0002
#   scope: entity
#   effectiveFrom: 2025-07-08
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:7.*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Have the maturity of all ICT assessed, and record the assessment with its date and the day by which the next one is due.
package packs.eui2841.evidence_0002

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0002"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
