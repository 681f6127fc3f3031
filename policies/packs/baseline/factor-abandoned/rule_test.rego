package packs.baseline.vuln_0015_test

import data.packs.baseline.vuln_0015 as rule

level(technical) := [f.level.lo, f.level.hi] if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": technical}}
		with data.params as {"baseline/VULN-0015": {"days": 730}}
	some f in y
}

test_good if level({"lastReleaseDays": 730}) == [0, 0]

test_bad_given_up if level({"abandoned": 1, "lastReleaseDays": 10}) == [3, 3]

test_unknown_later_release if level({"lastReleaseDays": 731}) == [0, 3]

test_unknown_undated if level({}) == [0, 3]

test_whole if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": {}}}
		with data.params as {"baseline/VULN-0015": {"days": 730}}
	y == {{"id": "vuln.abandoned", "level": {"lo": 0, "hi": 3}, "evidence": ["supplier.technical"]}}
}
