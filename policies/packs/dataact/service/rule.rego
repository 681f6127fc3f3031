# METADATA
# title: Whether a contract is one on data processing services
# description: |
#   The rights to switch hold for services that give on-demand access to shared computing resources,
#   such as cloud services. Records say so by the clause dataAct of a contract: true, or false for
#   others and for a service for test and evaluation (article 31(2)). Asked once per service that the
#   system records; products of other kinds are not asked about.
# custom:
#   id: dataact/SERVICE-0001
#   scope: product
#   outcome: warn
#   severity: low
#   measures: ["dataact:31.2"]
package packs.dataact.service_0001

import data.lib.known

asked if {
	input.product.kind == "service"
	input.product.stated
}

undecided contains {"fact": "contracts.clauses.dataAct"} if {
	asked
	some c in input.contracts
	known.missing(c.clauses, "dataAct")
}

undecided contains {"fact": "contracts"} if {
	asked
	known.missing(input, "contracts")
}
