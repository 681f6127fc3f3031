# METADATA
# title: Results of coordinated assessments
# description: |
#   Article 21(3) makes entities consider the results of coordinated assessments. Which of them concern
#   the entity, and what it made of them, a person says. Findings of adopted assessments that a user
#   has added are asked for one by one.
# custom:
#   id: nis2art22/EVIDENCE-0001
#   scope: entity
#   measures: ["nis2art22:assessment.5g", "nis2art22:assessment.cav", "nis2art22:cav.functions", "nis2art22:assessment.detection", "nis2art22:detection.market", "nis2art22:detection.remote", "nis2:21.3"]
#   outcome: warn
#   severity: low
#   effectiveFrom: 2024-10-18
#   asks: {entries: ["nis2art22:results", "nis2art22:finding.*"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Go through the adopted assessments, and record which concern the entity and what follows.
package packs.nis2art22.evidence_0001

import data.lib.evidence

asked := data.asks["nis2art22/EVIDENCE-0001"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
