# METADATA
# title: What a provider of data processing services does, whatever the service
# description: |
#   Obstacles, the written contract, information, published jurisdiction. Records do not say it, so a
#   person answers for each contract that is one on data processing services.
# custom:
#   id: dataact/EVIDENCE-0001
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dataact:23.a", "dataact:23.b", "dataact:23.c", "dataact:23.e", "dataact:25.1", "dataact:25.2.f", "dataact:26.*", "dataact:27", "dataact:28.1.*", "dataact:29.4", "dataact:29.5", "dataact:29.6"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the provider for it, and record the evidence with its date.
package packs.dataact.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["dataact/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["dataact/EVIDENCE-0001"], states)
