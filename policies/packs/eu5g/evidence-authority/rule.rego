# METADATA
# title: What the 5G toolbox asks of authorities and the EU
# description: |
#   The measures and supporting actions that no operator can take. Asked of an entity in the role of
#   a competent authority whose system has assets of the toolbox's classes.
# custom:
#   id: eu5g/EVIDENCE-0005
#   scope: entity
#   binds: authorities
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:SM*", "eu5g:SA*"], of: authority}
#   measures: ["eu5g:R1", "eu5g:R2", "eu5g:R3", "eu5g:R4", "eu5g:R5", "eu5g:R6", "eu5g:R7", "eu5g:R8", "eu5g:R9"]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.evidence_0005

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["eu5g/EVIDENCE-0005"], states)

undecided contains u if some u in evidence.open(data.asks["eu5g/EVIDENCE-0005"], states)
