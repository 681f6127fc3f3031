package packs.eu5g.supply_0001_test

import data.packs.eu5g.supply_0001 as rule

params := {"eu5g/SUPPLY-0001": {"stockDays": 30}}

level(facts) := y if {
	y := rule.factor with input as {"supplier": {"supplyAssurance": facts}} with data.params as params
}

is(lo, hi, evidence) := {{"id": "srp.supply_assurance", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_good if level({"endOfSale": "none", "singleSourceMaterials": [], "stockDays": 40}) == is(0, 0, [])

test_bad_one if level({"endOfSale": "none", "singleSourceMaterials": ["gallium"], "stockDays": 40}) == is(2, 2, ["supplier.supplyAssurance.singleSourceMaterials"])

test_bad_all if {
	level({"endOfSale": "2027-01-01", "singleSourceMaterials": ["gallium"], "stockDays": 3}) == is(
		4, 4,
		["supplier.supplyAssurance.endOfSale", "supplier.supplyAssurance.singleSourceMaterials", "supplier.supplyAssurance.stockDays"],
	)
}

test_unknown if level({}) == is(0, 4, [])

test_unknown_part if level({"stockDays": 40}) == is(0, 3, [])
