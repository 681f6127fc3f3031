# METADATA
# title: Much of what is critical depends on one provider
# description: |
#   Recital 90 names dependency on a provider as a cause of systemic disruption. One direct supplier
#   behind a critical asset has more than a threshold of the whole system, by declared shares, spend,
#   units or criticality. Assets of 5G networks are left to the pack eu5g.
# custom:
#   id: nis2art22/DEPENDENCY-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2art22:90.disruption", "nis2art22:90.dependencies", "nis2art22:91.i"]
#   params:
#     share: {default: 0.5, min: 0, max: 1, doc: "highest share of the system without a finding; a choice"}
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: "{subject}, behind {f.assets}, has {f.share|percent} of the system by {f.basis}"
#   remedy: "Spread the next purchases, and keep what ties the system to the supplier small: interfaces, data, contract terms."
package packs.nis2art22.dependency_0001

import data.lib.critical
import data.lib.interval

bases := ["criticality", "declared", "spend", "units"]

threshold := data.params["nis2art22/DEPENDENCY-0001"].share

assets := {a | some a in input.assets; critical.due(a, data.params["nis2art22/DEPENDENCY-0001"].criticality)}

finding contains f if {
	count(assets) > 0
	some basis in bases
	share := input.exposure.shares[basis]
	interval.above(share, threshold)
	f := {"key": basis, "assets": critical.names(assets), "basis": basis, "share": share, "evidence": ["exposure.shares"]}
}

undecided contains {"fact": concat("", ["exposure.shares.", basis])} if {
	count(assets) > 0
	some basis in bases
	interval.straddles(input.exposure.shares[basis], threshold)
}
