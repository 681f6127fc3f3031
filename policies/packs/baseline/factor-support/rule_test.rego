package packs.baseline.vuln_0014_test

import data.packs.baseline.vuln_0014 as rule

level(technical) := [f.level.lo, f.level.hi] if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": technical}}
	some f in y
}

test_bad if level({"unsupported": 1}) == [3, 3]

test_unknown if level({"unsupported": 0}) == [0, 3]

test_whole if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": {"unsupported": 0}}}
	y == {{"id": "vuln.support", "level": {"lo": 0, "hi": 3}, "evidence": ["supplier.technical"]}}
}
