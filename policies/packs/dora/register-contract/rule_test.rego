package packs.dora.register_0002_test

import data.packs.dora.register_0002 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_good if open({"contract": {"law": "XA", "noticeMonths": 3}}) == set()

test_unknown if open({"contract": {}}) == {{"fact": "contract.law"}, {"fact": "contract.noticeMonths"}}
