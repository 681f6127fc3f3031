# METADATA
# title: Several key assets could be reached through the privileged access of one provider
# description: |
#   A managed service provider that is compromised takes along whatever its access reaches. Counted
#   are the key assets that need a product into which the party reaches with privileged access.
# custom:
#   id: eu5g/ACCESS-0005
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:SM04", "eu5g:TM05", "eu5g:R2", "eu5g:R7"]
#   needs: [exposure.access]
#   params:
#     assets: {default: 2, min: 2, doc: "number of key assets within reach from which the access is found; a choice"}
#     sensitivity: {default: high, doc: "lowest sensitivity of an asset at which it counts; a choice"}
#   decides: {param: assets, by: n, passes: below}
#   message: "{subject} holds privileged access to {f.products}, through which {f.assets} could be reached"
#   remedy: "Divide the access: separate accounts, gateways and times for each asset, so that the loss of one does not open the others."
package packs.eu5g.access_0005

import data.lib.known
import data.lib.level

sensitive contains a.id if {
	some a in input.assets
	level.at_least(a.sensitivity, data.params["eu5g/ACCESS-0005"].sensitivity)
}

reached[product] contains asset if {
	some a in input.exposure.access
	a.access == "privileged"
	product := a.product
	some asset in a.assets
	asset in sensitive
}

within contains asset if some asset in reached[_]

# What the access of an unstated kind would add.
perhaps contains asset if {
	some a in input.exposure.access
	known.missing(a, "access")
	some asset in a.assets
	asset in sensitive
}

finding contains f if {
	count(within) >= data.params["eu5g/ACCESS-0005"].assets
	f := {
		"key": "",
		"n": known.number(within),
		"products": sort({product | some product, _ in reached}),
		"assets": sort(within),
		"evidence": [concat(".", ["exposure.access", product]) | some product in sort({p | some p, _ in reached})],
	}
}

undecided contains {"fact": "exposure.access.access"} if {
	known.number(within) < data.params["eu5g/ACCESS-0005"].assets
	count(within | perhaps) >= data.params["eu5g/ACCESS-0005"].assets
}
