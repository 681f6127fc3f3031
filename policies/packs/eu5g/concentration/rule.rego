# METADATA
# title: One supplier dominates a key asset
# description: |
#   The concentration of suppliers of the asset is above a threshold, on a basis of products:
#   declared shares, spend or units. The thresholds are choices: 0.5 is what two equal suppliers
#   have, so that a single supplier or an unequal pair is found; bands from merger control do not
#   fit one buyer.
# custom:
#   id: eu5g/DIVERSITY-0001
#   scope: asset
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:SM05", "eu5g:R4"]
#   params:
#     hhi: {default: 0.5, min: 0, max: 1, doc: "highest concentration (HHI) without a finding; a choice"}
#     cr1: {default: 0.7, min: 0, max: 1, doc: "highest share of the largest supplier without a finding; a choice"}
#   message: "{subject} leans on {f.largest} by {f.basis}: the largest supplier has {f.cr1|percent}, the concentration (HHI) is {f.hhi}"
#   remedy: Plan a multi-vendor strategy for the asset, with what moving to it takes.
package packs.eu5g.diversity_0001

import data.lib.interval
import data.lib.known

bases := ["declared", "spend", "units"]

finding contains f if {
	some basis in bases
	row := input.concentration.supplier[basis]
	high(row)
	f := {
		"key": basis,
		"basis": basis,
		"largest": known.text(row, "largestName"),
		"hhi": row.hhi,
		"cr1": row.cr1,
		"evidence": ["concentration"],
	}
}

high(row) if interval.above(row.hhi, data.params["eu5g/DIVERSITY-0001"].hhi)

high(row) if interval.above(row.cr1, data.params["eu5g/DIVERSITY-0001"].cr1)

undecided contains {"fact": concat("", ["concentration.supplier.", basis])} if {
	some basis in bases
	row := input.concentration.supplier[basis]
	open(row)
}

open(row) if interval.straddles(row.hhi, data.params["eu5g/DIVERSITY-0001"].hhi)

open(row) if interval.straddles(row.cr1, data.params["eu5g/DIVERSITY-0001"].cr1)
