# METADATA
# title: What the Commission and market surveillance authorities do under article 13
# description: |
#   Asked of authorities alone, by the role competent-authority.
# custom:
#   id: cra/EVIDENCE-0003
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["cra:13.24", "cra:13.25"], of: authority}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Take the step, and record it with its date.
package packs.cra.evidence_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["cra/EVIDENCE-0003"], states)

undecided contains u if some u in evidence.open(data.asks["cra/EVIDENCE-0003"], states)
