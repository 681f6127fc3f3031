# METADATA
# title: "Article 8(2), last subparagraph: each direct supplier considered"
# description: |
#   Practices that data state are found by eui2841/PRACTICE-0001 to 0003; that somebody weighed them
#   for this supplier, a person says. Evidence for article 21(3) of NIS2 answers.
# custom:
#   id: eui2841/EVIDENCE-0006
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   measures: ["eui:8.2.m", "eui:rec17"]
#   effectiveFrom: 2025-09-08
#   outcome: warn
#   severity: low
#   asks: {entries: ["eui:8.2.*"], of: supplier}
#   message: '{subject}: "{f.title}" {f.state}'
#   remedy: Assess the supplier's vulnerabilities, the quality of its products and practices and its secure development.
package packs.eui2841.evidence_0006

import data.lib.evidence

asked := data.asks["eui2841/EVIDENCE-0006"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
