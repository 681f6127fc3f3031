# METADATA
# title: A supplier that an act under the proposal would list stands behind a key ICT asset
# description: |
#   A designation recorded with a regime beginning with csa2 covers an asset of a class taken for a
#   key ICT asset. If the proposal were adopted as reported, measures under article 103 could apply.
#   An exemption recorded under the proposal takes the asset out. The designation is the authority's.
# custom:
#   id: csa2/SUPPLIER-0001
#   scope: supplier
#   outcome: warn
#   severity: high
#   measures: ["csa2:104", "csa2:103", "csa2:annex-ii", "csa2:annex-ii.taken"]
#   message: "{subject} is {f.designation} and {f.link}; if the proposal were adopted as reported, measures of mitigation could apply"
#   remedy: Plan for the case of adoption; look at alternatives and at an exemption. No law asks for it today.
package packs.csa2.supplier_0001

import data.lib.asset
import data.lib.csa2
import data.lib.designation
import data.lib.known

supplier := known.pick(input.supplier, ["proposals"])

finding contains f if {
	some d in csa2.listings(supplier)
	some a in csa2.concerned(d, supplier, input.assets)
	f := {
		"key": a.id,
		"link": asset.link(a, a.id),
		"designation": designation.words(d),
		"evidence": ["supplier.designations", "exposure.shares"],
	}
}

undecided contains {"fact": "supplier.designations"} if {
	known.missing(input.supplier, "proposals")
	some _ in csa2.keys(input.assets)
}
