# METADATA
# title: "Article 9: the cybersecurity plan"
# description: |
#   The plan is revised every two years; evidence that says until when it holds lapses by itself.
# custom:
#   id: eui2841/EVIDENCE-0004
#   scope: entity
#   effectiveFrom: 2026-01-08
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:9.*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Have the plan approved at the top and submitted, with the plan for crises in it.
package packs.eui2841.evidence_0004

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0004"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
