# METADATA
# title: From where a service behind a critical or important function is provided is not recorded
# description: |
#   Template B_02.02 wants the country of provision (services with their country) and where data lie:
#   for a provider that hosts, its sites of kind hosting.
# custom:
#   id: dora/REGISTER-0003
#   scope: product
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: low
#   measures: ["its2956:B_02.02", "dora:28.3"]
package packs.dora.register_0003

import data.lib.known

undecided contains {"fact": "product.services"} if known.missing(input.product, "services")

undecided contains {"fact": "product.services.from"} if {
	some s in input.product.services
	known.missing(s, "from")
}

hosting contains s.country if {
	some s in input.supplier.sites
	s.kind == "hosting"
}

placed := count(hosting) > 0

undecided contains {"fact": "supplier.sites"} if {
	some s in input.product.services
	s.kind == "hosting"
	s.party == input.supplier.id
	placed == false
}
