# METADATA
# title: Ability of the supplier to assure supply
# description: |
#   Adverse facts: an announced end of sale, materials from a single source, little stock. One is
#   level 2, two are 3, three are 4; the upper end takes what is unknown as adverse. A choice.
# custom:
#   id: eu5g/SUPPLY-0001
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.supply_assurance"]
#   needs: [supplier.supplyAssurance.endOfSale, supplier.supplyAssurance.singleSourceMaterials, supplier.supplyAssurance.stockDays]
#   params:
#     stockDays: {default: 30, min: 0, doc: "days of stock below which it is little; a choice"}
package packs.eu5g.supply_0001

import data.lib.known

adverse contains "endOfSale" if {
	input.supplier.supplyAssurance.endOfSale != "none"
}

adverse contains "singleSourceMaterials" if {
	count(input.supplier.supplyAssurance.singleSourceMaterials) > 0
}

adverse contains "stockDays" if {
	input.supplier.supplyAssurance.stockDays < data.params["eu5g/SUPPLY-0001"].stockDays
}

open contains name if {
	some name in ["endOfSale", "singleSourceMaterials", "stockDays"]
	known.missing(input.supplier.supplyAssurance, name)
}

level := [0, 2, 3, 4]

factor contains f if {
	f := {
		"id": "srp.supply_assurance",
		"level": {
			"lo": level[known.number(adverse)],
			"hi": level[known.number(adverse | open)],
		},
		"evidence": [concat(".", ["supplier.supplyAssurance", name]) | some name in adverse],
	}
}
