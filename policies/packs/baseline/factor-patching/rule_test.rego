package packs.baseline.vuln_0013_test

import data.packs.baseline.vuln_0013 as rule

level(practices) := [f.level.lo, f.level.hi] if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "practices": practices}}
	some f in y
}

test_good if level({"patchDays": {"critical": 15}}) == [0, 0]

test_bad_slow if level({"patchDays": {"critical": 45}}) == [2, 2]

test_bad_slower if level({"patchDays": {"critical": 120}}) == [3, 3]

test_unknown if level({}) == [0, 3]

test_unknown_other_severity if level({"patchDays": {"high": 10}}) == [0, 3]

test_whole if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "practices": {}}}
	y == {{"id": "vuln.patching", "level": {"lo": 0, "hi": 3}, "evidence": ["supplier.practices.patchDays"]}}
}
