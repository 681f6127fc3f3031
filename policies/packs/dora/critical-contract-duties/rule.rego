# METADATA
# title: What is weighed and agreed for contracts behind critical or important functions
# description: |
#   Alternatives, subcontracting and insolvency, and the terms that such contracts need beside those
#   of every contract.
#   Asked where an asset of class dora:critical-or-important-function needs what the contract is
#   about.
# custom:
#   id: dora/EVIDENCE-0003
#   scope: contract
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dora:29.1.*", "dora:29.2.*", "dora:30.3.*"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Weigh it, or agree the term, and record the evidence with its date.
package packs.dora.evidence_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dora/EVIDENCE-0003"], states)

undecided contains u if some u in evidence.open(data.asks["dora/EVIDENCE-0003"], states)
