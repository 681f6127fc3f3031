# METADATA
# title: What the 5G toolbox asks an operator to show about a supplier
# description: |
#   Asked of direct suppliers that stand behind a key asset. The control of access is asked only of
#   those that are stated to have privileged access.
# custom:
#   id: eu5g/EVIDENCE-0002
#   scope: supplier
#   binds: operators
#   applies: {assets: ["eu5g:*"], when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:SM*", "eu5g:TM*"], of: supplier}
#   measures: ["eu5g:R2", "eu5g:R3", "eu5g:R4", "eu5g:R5", "eu5g:R6"]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.evidence_0002

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

asked contains a if {
	some a in data.asks["eu5g/EVIDENCE-0002"]
	a.id != "eu5g:SM04"
}

asked contains a if {
	some way in input.exposure.access
	way.access == "privileged"
	some a in data.asks["eu5g/EVIDENCE-0002"]
}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
