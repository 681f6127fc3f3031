# METADATA
# title: What a financial entity does about third parties as a whole
# description: |
#   The strategy, the register of information with the templates that records do not fill, and the
#   plan of audits.
# custom:
#   id: dora/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:*", "its2956:*"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Do it, and record the evidence with its date.
package packs.dora.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["dora/EVIDENCE-0001"], states)
