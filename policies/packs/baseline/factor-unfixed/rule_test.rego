package packs.baseline.vuln_0012_test

import data.packs.baseline.vuln_0012 as rule

level(technical) := [f.level.lo, f.level.hi] if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": technical}}
	some f in y
}

test_good_nothing_unfixed if level({"unchecked": 0}) == [0, 0]

test_good_new if level({"unchecked": 0, "unfixedDays": 30}) == [0, 0]

test_bad_month if level({"unchecked": 0, "unfixedDays": 31}) == [0, 1]

test_bad_quarter if level({"unchecked": 0, "unfixedDays": 100}) == [0, 2]

test_bad_year if level({"unchecked": 0, "unfixedDays": 366}) == [0, 3]

test_bad_fix_named_long_ago if level({"unchecked": 0, "unfixedDays": 400, "fixedDays": 100}) == [2, 3]

test_bad_fix_named_over_a_year_ago if level({"unchecked": 0, "unfixedDays": 500, "fixedDays": 366}) == [3, 3]

test_unknown_unchecked if level({"unchecked": 2}) == [0, 3]

test_unknown_undated if level({"unchecked": 0, "undated": 1}) == [0, 3]

test_whole if {
	y := rule.factor with input as {"supplier": {"lookedUp": true, "technical": {"unchecked": 0}}}
	y == {{"id": "vuln.unfixed", "level": {"lo": 0, "hi": 0}, "evidence": ["supplier.technical"]}}
}
