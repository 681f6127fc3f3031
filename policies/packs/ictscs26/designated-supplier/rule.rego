# METADATA
# title: A supplier under a restricting designation stands behind an asset
# description: |
#   The toolbox recommends to reduce dependence on such suppliers. The rule finds where an
#   authority's designation binds this entity and covers an asset that the supplier stands behind;
#   the designation is the authority's, and it is what binds. Assets of 5G networks are left to the
#   pack eu5g.
# custom:
#   id: ictscs26/SUPPLIER-0001
#   scope: supplier
#   outcome: fail
#   severity: high
#   measures: ["ictscs26:designated"]
#   message: "{subject} is {f.designation} and {f.link}"
#   remedy: Follow the act. Restrict or replace the supplier in the assets it names, and record the reasons for the measure chosen.
#   effectiveFrom: 2026-02-13
package packs.ictscs26.supplier_0001

import data.lib.asset
import data.lib.critical
import data.lib.designation
import data.lib.known

assets := {a | some a in input.assets; critical.general(a)}

finding contains f if {
	some d in input.supplier.designations
	d.status in designation.adverse
	some a in assets
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
	count(assets) > 0
}
