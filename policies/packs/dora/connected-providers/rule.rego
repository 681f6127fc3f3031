# METADATA
# title: Providers of a critical or important function are closely connected
# description: |
#   By owner the function is more concentrated than by provider: what looks like several providers is
#   one group, at least in part. Where owners are not known the concentration by owner is a range.
# custom:
#   id: dora/CONCENTRATION-0003
#   scope: asset
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:29.1.b", "dora:31.3", "dora:3.29"]
#   params:
#     margin: {default: 0.01, min: 0, max: 1, doc: "difference of the two concentrations (HHI) that is overlooked, against rounding; a choice"}
#   message: "{subject}: by {f.basis} the concentration is {f.owner} by owner and {f.supplier} by provider; the largest group is {f.group}"
#   remedy: Treat the connected providers as one in the assessment of concentration, and weigh an independent one.
package packs.dora.concentration_0003

import data.lib.known

bases := ["declared", "spend", "units"]

rows contains {"basis": basis, "by_owner": by_owner, "by_supplier": by_supplier} if {
	some basis in bases
	by_owner := input.concentration.owner[basis].hhi
	by_supplier := input.concentration.supplier[basis].hhi
}

margin := data.params["dora/CONCENTRATION-0003"].margin

finding contains f if {
	some row in rows
	row.by_owner.lo > row.by_supplier.hi + margin
	f := {
		"key": row.basis,
		"basis": row.basis,
		"group": known.text(input.concentration.owner[row.basis], "largestName"),
		"owner": row.by_owner,
		"supplier": row.by_supplier,
		"evidence": ["concentration"],
	}
}

undecided contains {"fact": concat(".", ["concentration.owner", row.basis])} if {
	some row in rows
	row.by_owner.lo <= row.by_supplier.hi + margin
	row.by_owner.hi > row.by_supplier.lo + margin
	wide(row)
}

wide(row) if row.by_owner.hi > row.by_owner.lo

wide(row) if row.by_supplier.hi > row.by_supplier.lo
