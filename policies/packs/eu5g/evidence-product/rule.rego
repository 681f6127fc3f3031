# METADATA
# title: What the 5G toolbox asks an operator to show about a product
# description: |
#   Asked of products of key assets. The security of virtualised functions is asked only of products
#   that are stated to be virtualised or cloud-native.
# custom:
#   id: eu5g/EVIDENCE-0003
#   scope: product
#   binds: operators
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:TM*"], of: product}
#   measures: ["eu5g:R2", "eu5g:R3", "eu5g:R5", "eu5g:R6", "eu5g:R9"]
#   needs: [product.architectures]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.evidence_0003

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

asked contains a if {
	some a in data.asks["eu5g/EVIDENCE-0003"]
	a.id != "eu5g:TM04"
}

asked contains a if {
	some word in input.product.architectures
	word in {"virtualised", "cloud-native"}
	some a in data.asks["eu5g/EVIDENCE-0003"]
}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
