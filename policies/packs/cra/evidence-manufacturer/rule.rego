# METADATA
# title: What article 13 asks of a manufacturer
# description: |
#   Duties of a manufacturer that data about components do not decide. Fines for breaches go up to EUR
#   15 million or 2.5 % of worldwide turnover.
# custom:
#   id: cra/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   measures: ["cra:64.2"]
#   asks: {entries: ["cra:*"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Take the step, and record it with its date.
#   effectiveFrom: 2027-12-11
package packs.cra.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["cra/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["cra/EVIDENCE-0001"], states)
