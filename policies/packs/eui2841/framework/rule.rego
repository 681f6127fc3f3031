# METADATA
# title: "Article 6: the framework"
# description: |
#   Data do not say whether the framework of risk management, governance and control is as article 6
#   wants it. Its own deadline stands in eui2841/DEADLINE-0001.
# custom:
#   id: eui2841/EVIDENCE-0001
#   scope: entity
#   measures: ["eui:rec14"]
#   effectiveFrom: 2025-04-08
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:6.2", "eui:6.3", "eui:6.4", "eui:6.5-6.6", "eui:6.7", "eui:6.8", "eui:6.9"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Bring the framework in line with the article, and record the evidence with its date.
package packs.eui2841.evidence_0001

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0001"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
