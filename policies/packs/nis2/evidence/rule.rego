# METADATA
# title: What articles 21 and 23 ask of the entity
# description: |
#   The measures of article 21(1) and (2), letter by letter, and the intermediate reports of
#   article 23: data about the supply chain do not decide them, a person does. Fines for breaches
#   of articles 21 and 23 have a maximum of at least EUR 10 million or 2 % of worldwide turnover
#   for essential entities and EUR 7 million or 1.4 % for important ones, whichever is higher.
# custom:
#   id: nis2/EVIDENCE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   measures: ["nis2:34.4", "nis2:34.5"]
#   asks: {entries: ["nis2:21.*", "nis2:23.4.c"], of: entity}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Take the measure, or record what stands in for it; article 21(4) asks for correction without undue delay.
package packs.nis2.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["nis2/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["nis2/EVIDENCE-0001"], states)
