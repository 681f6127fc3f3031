# METADATA
# title: What the procedure behind a contract has to show
# description: |
#   Data about products and suppliers do not decide how a contract was awarded. Each entry says in the
#   catalogue what it can carry: a gate, a score or a condition. The codes of eForms are named for those
#   who fill in notices.
# custom:
#   id: procurement/EVIDENCE-0001
#   scope: contract
#   outcome: warn
#   severity: low
#   measures: ["eforms:selection", "eforms:award", "eforms:subsidies", "eforms:ipi", "eforms:owner"]
#   asks: {entries: ["dir24:*", "ipi:*"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Correct it in the next procedure, and record what can be mended in this contract.
package packs.procurement.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["procurement/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["procurement/EVIDENCE-0001"], states)
