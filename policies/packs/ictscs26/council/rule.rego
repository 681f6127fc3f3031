# METADATA
# title: What the Council asks of authorities
# description: |
#   The conclusions of the Council on the security of ICT supply chains, out of which the toolbox came,
#   paragraph by paragraph. They bind nobody, and are asked of authorities alone.
# custom:
#   id: ictscs26/EVIDENCE-0004
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["council22:*"], of: authority}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Record what was done for the paragraph, with its date.
package packs.ictscs26.evidence_0004

import data.lib.evidence

asked := data.asks["ictscs26/EVIDENCE-0004"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
