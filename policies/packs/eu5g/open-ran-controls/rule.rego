# METADATA
# title: What the report on Open RAN recommends for products of the kind
# description: |
#   Controls between the parts, and risk profiles of those who run the cloud and who integrate. The
#   recommendations are from memory and unverified.
# custom:
#   id: eu5g/OPENRAN-0002
#   scope: product
#   binds: operators
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["eu5g:openran.controls", "eu5g:openran.profiles"], of: product}
#   needs: [product.architectures]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Plan what is wanting, and record the answer with its date.
package packs.eu5g.openran_0002

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

asked contains a if {
	"open-ran" in input.product.architectures
	some a in data.asks["eu5g/OPENRAN-0002"]
}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
