# METADATA
# title: What the Commission and authorities would do under the proposal
# description: |
#   Asked of authorities alone, by the role competent-authority.
# custom:
#   id: csa2/EVIDENCE-0004
#   scope: entity
#   binds: authority
#   outcome: warn
#   severity: low
#   asks: {entries: ["csa2:*"], of: authority}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Take the step, and record it with its date.
package packs.csa2.evidence_0004

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["csa2/EVIDENCE-0004"], states)

undecided contains u if some u in evidence.open(data.asks["csa2/EVIDENCE-0004"], states)
