package packs.cra.diligence_0002_test

import data.packs.cra.diligence_0002 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_bad if found({"components": 12, "with": {"supplier": 9}}) == {{"key": "", "open": 3, "components": 12, "evidence": []}}

test_good if found({"components": 12, "with": {"supplier": 12}}) == set()

test_not_counted if found({"components": 12}) == set()
