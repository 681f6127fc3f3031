# METADATA
# title: Privileged access of a direct supplier without a stated origin
# description: |
#   From which country the supplier reaches in is a fact that the weighing of its access rests on.
#   Without it nothing can be said, neither good nor bad: the answer is pass or unknown only.
# custom:
#   id: nis2/MSP-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["nis2:21.2.d", "council22:19"]
#   needs: [exposure.access]
#   remedy: State the country from which each service of the product is given (services, from).
package packs.nis2.msp_0002

import data.lib.known

undecided contains {"fact": "exposure.access.from", "key": a.product} if {
	some a in input.exposure.access
	a.access == "privileged"
	known.missing(a, "from")
}
