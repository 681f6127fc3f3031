# METADATA
# title: "Article 8: the domains and the measures that are always among them"
# description: |
#   Data do not say whether the domains of paragraph 2 are addressed and the measures of paragraph 3
#   taken. Evidence for the like articles of NIS2 answers where the catalogue says so.
# custom:
#   id: eui2841/EVIDENCE-0003
#   scope: entity
#   effectiveFrom: 2025-09-08
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:8.2.*", "eui:8.3.*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Put the domain named into the measures and the plan, and record the evidence.
package packs.eui2841.evidence_0003

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0003"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
