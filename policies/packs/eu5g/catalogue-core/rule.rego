# METADATA
# title: A supplier under a restricting designation stands behind a part of the network that the second catalogue keeps free
# description: |
#   Acts only where `catalogue` chooses the second catalogue. The designation must bind this entity
#   and cover the asset. The classes kept free are those of the catalogue, and the classes of the
#   toolbox in which they lie, which is our inference.
# custom:
#   id: eu5g/CATALOGUE-0001
#   scope: supplier
#   applies: {assets: ["eu5g:*", "ukhrv:*"]}
#   outcome: warn
#   severity: high
#   measures: ["ukhrv:core-exclusion"]
#   params:
#     catalogue: {default: none, enum: [none, ukhrv], doc: "the second catalogue of key assets, or none; a choice"}
#   message: "{subject} is {f.designation} and {f.link}, a part of the network that the catalogue chosen keeps free"
#   remedy: Follow the act. Plan to replace the supplier there, and record the reasons for the time it takes.
package packs.eu5g.catalogue_0001

import data.lib.asset
import data.lib.designation
import data.lib.known
import data.lib.ukhrv

finding contains f if {
	data.params["eu5g/CATALOGUE-0001"].catalogue == "ukhrv"
	some d in input.supplier.designations
	d.status in designation.adverse
	some a in input.assets
	a.id in d.assets
	a.id in ukhrv.free(input.assets)
	f := {
		"key": a.id,
		"link": asset.link(a, concat("", [a.id, " (", a.class, ")"])),
		"designation": designation.words(d),
		"evidence": ["supplier.designations", "exposure.shares"],
	}
}

undecided contains {"fact": "supplier.designations"} if {
	data.params["eu5g/CATALOGUE-0001"].catalogue == "ukhrv"
	count(ukhrv.free(input.assets)) > 0
	known.missing(input.supplier, "designations")
}
