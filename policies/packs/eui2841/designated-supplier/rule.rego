# METADATA
# title: A supplier under a restricting designation stands behind an asset of a Union entity
# description: |
#   Recital 17 wants risks from suppliers assessed, with the 5G assessment and toolbox as
#   references.
#   The rule finds where an authority's designation binds this entity and covers an asset that the
#   supplier stands behind; the designation is the authority's.
# custom:
#   id: eui2841/SUPPLIER-0001
#   scope: supplier
#   outcome: fail
#   severity: high
#   measures: ["eui:8.2.m", "eui:rec17"]
#   message: "{subject} is {f.designation} and {f.link}"
#   remedy: Follow the act. Restrict or replace the supplier in the assets it names, and record the reasons for the measure chosen.
package packs.eui2841.supplier_0001

import data.lib.asset
import data.lib.designation
import data.lib.known

finding contains f if {
	some d in input.supplier.designations
	d.status in designation.adverse
	some a in input.assets
	a.id in d.assets
	f := {
		"key": a.id,
		"link": asset.link(a, a.id),
		"designation": designation.words(d),
		"evidence": ["supplier.designations", "exposure.shares"],
	}
}

undecided contains {"fact": "supplier.designations"} if {
	known.missing(input.supplier, "designations")
	count(input.assets) > 0
}
