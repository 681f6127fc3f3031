# METADATA
# title: Whether the subcontractors of a direct supplier are known
# description: |
#   Subcontractors can be asked for and, where grounds of exclusion apply, replaced. Having some is no
#   fault. Not known are those of whom nobody stated anything, and the share of one that is named.
# custom:
#   id: procurement/SUBCONTRACT-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["dir24:71", "ir2690:5.1.4.g"]
#   needs: [supplier.subcontractors]
package packs.procurement.subcontract_0001

import data.lib.known

undecided contains {"fact": "supplier.subcontractors", "key": x.party} if {
	some x in input.supplier.subcontractors
	known.missing(x, "share")
}
