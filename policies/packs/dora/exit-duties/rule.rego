# METADATA
# title: How a critical or important function outlives an exit from a service
# description: |
#   That the entity can leave without disruption, loss of compliance or detriment to clients, its
#   contingency measures, and the ratings of template B_07.01. Records do not say it.
# custom:
#   id: dora/EVIDENCE-0004
#   scope: product
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:28.8.*", "its2956:*"], of: product}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Work on the exit plan or the assessment until it shows this, and record the evidence with its date.
package packs.dora.evidence_0004

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/EVIDENCE-0004"], states)

undecided contains u if some u in evidence.open(data.asks["dora/EVIDENCE-0004"], states)
