# METADATA
# title: A supplier under a restricting designation stands behind a key asset
# description: |
#   An authority has designated the supplier in a way that binds this entity, and the designation
#   covers an asset that the supplier stands behind and whose sensitivity is at least `sensitivity`.
#   The designation is the authority's; the rule only finds where it applies.
# related_resources:
#   - ref: https://digital-strategy.ec.europa.eu/
# custom:
#   id: eu5g/SUPPLIER-0004
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: fail
#   severity: critical
#   measures: ["eu5g:SM03", "eu5g:R5", "eu5g:key-assets"]
#   needs: [supplier.designations]
#   params:
#     sensitivity: {default: high, doc: "lowest sensitivity of an asset at which the designation matters; the toolbox speaks of key assets that are critical and sensitive, the level is a choice"}
#   message: "{subject} is {f.designation} and {f.link}"
#   remedy: Follow the act. Restrict or replace the supplier in the assets it names, and record the reasons for the measure chosen.
package packs.eu5g.supplier_0004

import data.lib.asset
import data.lib.designation
import data.lib.level

finding contains f if {
	some d in input.supplier.designations
	d.status in designation.adverse
	some a in input.assets
	a.id in d.assets
	level.at_least(a.sensitivity, data.params["eu5g/SUPPLIER-0004"].sensitivity)
	f := {
		"key": a.id,
		"link": asset.link(a, concat("", [a.id, " (", a.class, ")"])),
		"designation": designation.words(d),
		"evidence": ["supplier.designations", "exposure.shares"],
	}
}
