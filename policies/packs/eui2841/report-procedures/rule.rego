# METADATA
# title: "Article 21: procedures of reporting"
# description: |
#   What the clocks of eui2841/REPORT-0001 to 0003 do not show.
# custom:
#   id: eui2841/EVIDENCE-0005
#   scope: entity
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:21.*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Set up the procedure, and record it.
package packs.eui2841.evidence_0005

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0005"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
