# METADATA
# title: A supplier under a restricting designation holds privileged access through which a key asset could be reached
# description: |
#   The party reaches into a product with privileged access, and a designation that binds this
#   entity covers an asset that needs the product, be it through other assets.
# custom:
#   id: eu5g/ACCESS-0002
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: fail
#   severity: critical
#   measures: ["eu5g:SM04", "eu5g:SM03", "eu5g:R2", "eu5g:R5"]
#   needs: [supplier.designations, exposure.access]
#   message: "{subject} is {f.designation} and holds privileged access to {f.product}, through which {f.asset} could be reached"
#   remedy: Follow the act. Withdraw the access or place it with another party, and record the reasons for the measure chosen.
package packs.eu5g.access_0002

import data.lib.designation

finding contains f if {
	some d in input.supplier.designations
	d.status in designation.adverse
	some a in input.exposure.access
	a.access == "privileged"
	some asset in a.assets
	asset in d.assets
	f := {
		"key": concat("/", [a.product, asset]),
		"product": a.product,
		"asset": asset,
		"designation": designation.words(d),
		"evidence": ["supplier.designations", concat(".", ["exposure.access", a.product])],
	}
}
