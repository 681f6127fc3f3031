# METADATA
# title: What article 85 of Directive 2014/25/EU asks about a contract
# description: |
#   Of contracting entities in energy, drinking water, transport and postal services.
# custom:
#   id: procurement/EVIDENCE-0002
#   scope: contract
#   binds: dir25
#   outcome: warn
#   severity: low
#   asks: {entries: ["dir25:*"], of: contract}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Record how tenders were compared.
package packs.procurement.evidence_0002

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["procurement/EVIDENCE-0002"], states)

undecided contains u if some u in evidence.open(data.asks["procurement/EVIDENCE-0002"], states)
