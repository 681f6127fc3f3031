package packs.dora.register_0004_test

import data.packs.dora.register_0004 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_good if open({"asset": {"rtoHours": 2}}) == set()

test_unknown if open({"asset": {}}) == {{"fact": "asset.rtoHours"}}
