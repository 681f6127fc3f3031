# METADATA
# title: The networks of a country together lean on few suppliers
# description: |
#   For an authority, whose system is the networks it watches: the concentration of suppliers over
#   all of them is above a threshold, on a basis of products: declared shares, spend or units. The
#   threshold is a choice: three equal suppliers have 0.33.
# custom:
#   id: eu5g/DIVERSITY-0003
#   scope: entity
#   binds: authorities
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:SM06", "eu5g:R4"]
#   params:
#     hhi: {default: 0.34, min: 0, max: 1, doc: "highest concentration (HHI) over all networks without a finding; a choice"}
#   message: "the networks that {subject} watches lean on {f.largest} by {f.basis}: the largest supplier has {f.cr1|percent}, the concentration (HHI) is {f.hhi}"
#   remedy: Look at the operators' strategies together, and at what the loss of the supplier would do to several of them at once.
package packs.eu5g.diversity_0003

import data.lib.interval
import data.lib.known

bases := ["declared", "spend", "units"]

finding contains f if {
	some basis in bases
	row := input.concentration.supplier[basis]
	interval.above(row.hhi, data.params["eu5g/DIVERSITY-0003"].hhi)
	f := {
		"key": basis,
		"basis": basis,
		"largest": known.text(row, "largestName"),
		"hhi": row.hhi,
		"cr1": row.cr1,
		"evidence": ["concentration"],
	}
}

undecided contains {"fact": concat("", ["concentration.supplier.", basis])} if {
	some basis in bases
	interval.straddles(input.concentration.supplier[basis].hhi, data.params["eu5g/DIVERSITY-0003"].hhi)
}
