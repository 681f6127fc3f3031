# METADATA
# title: A critical asset leans on one vendor
# description: |
#   The toolbox recommends multi-vendor strategies. The concentration of suppliers of a critical
#   asset is above a threshold, by declared shares, spend or units. The thresholds are choices: 0.5
#   is what two equal suppliers have. Assets of 5G networks are left to the pack eu5g.
# custom:
#   id: ictscs26/DIVERSITY-0001
#   scope: asset
#   outcome: warn
#   severity: low
#   measures: ["ictscs26:multi-vendor"]
#   params:
#     hhi: {default: 0.5, min: 0, max: 1, doc: "highest concentration (HHI) without a finding; a choice"}
#     cr1: {default: 0.7, min: 0, max: 1, doc: "highest share of the largest supplier without a finding; a choice"}
#     criticality: {default: high, doc: "lowest criticality of an asset at which it matters; a choice"}
#   message: "{subject} leans on {f.largest} by {f.basis}: the largest supplier has {f.cr1|percent}, the concentration (HHI) is {f.hhi}"
#   remedy: Plan a multi-vendor strategy for the asset, with what moving to it takes, or record why one vendor is enough.
#   effectiveFrom: 2026-02-13
package packs.ictscs26.diversity_0001

import data.lib.critical
import data.lib.interval
import data.lib.known

rows contains [basis, row] if {
	critical.due(known.pick(input.asset, ["class", "criticality"]), data.params["ictscs26/DIVERSITY-0001"].criticality)
	some basis in ["declared", "spend", "units"]
	row := input.concentration.supplier[basis]
}

finding contains f if {
	some [basis, row] in rows
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

high(row) if interval.above(row.hhi, data.params["ictscs26/DIVERSITY-0001"].hhi)

high(row) if interval.above(row.cr1, data.params["ictscs26/DIVERSITY-0001"].cr1)

undecided contains {"fact": concat("", ["concentration.supplier.", basis])} if {
	some [basis, row] in rows
	open(row)
}

open(row) if interval.straddles(row.hhi, data.params["ictscs26/DIVERSITY-0001"].hhi)

open(row) if interval.straddles(row.cr1, data.params["ictscs26/DIVERSITY-0001"].cr1)
