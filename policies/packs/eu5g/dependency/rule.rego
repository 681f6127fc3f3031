# METADATA
# title: The network depends on a single supplier
# description: |
#   One supplier's share of the whole system is above a threshold, by declared shares, spend, units
#   or criticality.
# custom:
#   id: eu5g/DEPENDENCY-0001
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: high
#   measures: ["eu5g:R4", "eu5g:SM05"]
#   params:
#     share: {default: 0.5, min: 0, max: 1, doc: "highest share of the system without a finding; a choice"}
#   message: "{subject} has {f.share|percent} of the system by {f.basis}"
#   remedy: "Spread the next purchases, and keep what ties the system to the supplier small: interfaces, data, contract terms."
package packs.eu5g.dependency_0001

import data.lib.interval

bases := ["criticality", "declared", "spend", "units"]

finding contains f if {
	some basis in bases
	share := input.exposure.shares[basis]
	interval.above(share, data.params["eu5g/DEPENDENCY-0001"].share)
	f := {"key": basis, "basis": basis, "share": share, "evidence": ["exposure.shares"]}
}

undecided contains {"fact": concat("", ["exposure.shares.", basis])} if {
	some basis in bases
	interval.straddles(input.exposure.shares[basis], data.params["eu5g/DEPENDENCY-0001"].share)
}
