# METADATA
# title: What the 5G toolbox asks an operator to show
# description: |
#   Data do not decide these measures. A person answers them, with a date; unanswered they are not
#   established, neither good nor bad. Asked where the system has assets of the toolbox's classes.
# custom:
#   id: eu5g/EVIDENCE-0001
#   scope: entity
#   binds: operators
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:SM*", "eu5g:TM*"], of: entity}
#   measures: ["eu5g:R1", "eu5g:R2", "eu5g:R3", "eu5g:R4", "eu5g:R5", "eu5g:R6", "eu5g:R7", "eu5g:R8", "eu5g:R9"]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["eu5g/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["eu5g/EVIDENCE-0001"], states)
