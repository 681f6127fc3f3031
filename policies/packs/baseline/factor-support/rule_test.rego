package packs.baseline.vuln_0014_test

import data.packs.baseline.vuln_0014 as rule

level(ended) := [f.level.lo, f.level.hi] if {
	y := rule.factor with input as {"supplier": {"supportAsked": true, "supportEnded": ended}}
	some f in y
}

test_bad if level(1) == [3, 3]

test_unknown if level(0) == [0, 3]

test_whole if {
	y := rule.factor with input as {"supplier": {"supportAsked": true, "supportEnded": 0}}
	y == {{"id": "vuln.support", "level": {"lo": 0, "hi": 3}, "evidence": ["supplier.supportEnded"]}}
}
