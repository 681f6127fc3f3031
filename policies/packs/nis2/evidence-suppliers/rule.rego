# METADATA
# title: What article 21(3) asks about each direct supplier
# description: |
#   Article 21(3) asks to consider the vulnerabilities specific to each direct supplier, the
#   quality of its products and practices, and the results of coordinated assessments (article
#   22). The rules on practices say what data say; that somebody has weighed it is evidence.
# custom:
#   id: nis2/EVIDENCE-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["nis2:22", "council22:18"]
#   asks: {entries: ["nis2:21.3"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Assess the supplier by the three things, and record date and assessor.
package packs.nis2.evidence_0002

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["nis2/EVIDENCE-0002"], states)

undecided contains u if some u in evidence.open(data.asks["nis2/EVIDENCE-0002"], states)
