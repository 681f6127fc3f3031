# METADATA
# title: What the interinstitutional cybersecurity board does
# description: |
#   Asked of the board alone.
# custom:
#   id: eui2841/EVIDENCE-0007
#   scope: entity
#   binds: board
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:*"], of: authority}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Take the step, and record it with its date.
package packs.eui2841.evidence_0007

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0007"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
