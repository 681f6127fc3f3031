# METADATA
# title: A product of a key asset does not say who has access to it
# description: |
#   Who reaches into the product, in what way and from where, is a fact that SM04 rests on. Without
#   it nothing can be said, neither good nor bad: the rule is answered with pass or unknown only.
# custom:
#   id: eu5g/ACCESS-0003
#   scope: product
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:SM04", "eu5g:R2"]
#   needs: [product.services]
#   remedy: "State the services of the product with party, kind, access and country, or that there are none."
package packs.eu5g.access_0003

import data.lib.known

undecided contains {"fact": concat("", ["product.services.", name])} if {
	some s in input.product.services
	some name in ["access", "from"]
	known.missing(s, name)
}
