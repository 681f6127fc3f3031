# METADATA
# title: What is assessed and agreed for every contract on ICT services
# description: |
#   What was assessed before the contract, the terms that every contract on ICT services needs, and
#   the ratings that the register of information wants. All contracts of the records are taken to be
#   on ICT services.
#   The terms for critical or important functions stand in dora/EVIDENCE-0003.
# custom:
#   id: dora/EVIDENCE-0002
#   scope: contract
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:28.4.*", "dora:30.1", "dora:30.2.*", "its2956:*"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Make up for the assessment, or agree the term, and record the evidence with its date.
package packs.dora.evidence_0002

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/EVIDENCE-0002"], states)

undecided contains u if some u in evidence.open(data.asks["dora/EVIDENCE-0002"], states)
