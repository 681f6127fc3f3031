package packs.baseline.vuln_0011_test

import data.packs.baseline.vuln_0011 as rule

test_range_as_worked_out if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": {"worst": {"lo": 1.75, "hi": 4}}}}
	y == {{"id": "vuln.severe", "level": {"lo": 1.75, "hi": 4}, "evidence": ["supplier.technical"]}}
}

test_unknown_nobody_looked if {
	y := rule.factor with input as {"supplier": {"lookedUp": false}}
	y == set()
}
