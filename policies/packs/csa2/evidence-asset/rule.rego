# METADATA
# title: Whether an asset would be a key ICT asset
# description: |
#   Acts under article 102 and annex II would name key ICT assets. Until then three classes are taken for
#   such; of the others nobody can tell.
# custom:
#   id: csa2/EVIDENCE-0003
#   scope: asset
#   outcome: warn
#   severity: low
#   asks: {entries: ["csa2:*"], of: asset}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Compare the asset with the acts, and record the outcome.
package packs.csa2.evidence_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["csa2/EVIDENCE-0003"], states)

undecided contains u if some u in evidence.open(data.asks["csa2/EVIDENCE-0003"], states)
