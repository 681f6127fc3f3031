# METADATA
# title: What the 5G toolbox asks an operator to show about a contract
# description: Asked of contracts on products of key assets.
# custom:
#   id: eu5g/EVIDENCE-0004
#   scope: contract
#   binds: operators
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:TM*"], of: contract}
#   measures: ["eu5g:R3", "eu5g:R5"]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Agree on what is wanting at the next change of the contract, and record the answer with its date.
package packs.eu5g.evidence_0004

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["eu5g/EVIDENCE-0004"], states)

undecided contains u if some u in evidence.open(data.asks["eu5g/EVIDENCE-0004"], states)
