package packs.eu5g.notice_0001_test

import data.packs.eu5g.notice_0001 as rule

level(supplier) := y if {
	y := rule.factor with input as {"supplier": supplier}
}

is(lo, hi, evidence) := {{"id": "srp.notices", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_good if level({"designations": []}) == is(0, 0, [])

test_bad_strictest_counts if level({"designations": [{"status": "restricted"}, {"status": "excluded"}]}) == is(4, 4, ["supplier.designations"])

test_good_cleared if level({"designations": [{"status": "cleared"}]}) == is(0, 0, [])

test_unknown if level({}) == is(0, 4, [])
