package packs.dora.function_0001_test

import data.packs.dora.function_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_good if {
	open({"asset": {"class": "dora:critical-or-important-function"}}) == set()
	open({"asset": {"class": "dora:function"}}) == set()
}

test_unknown if {
	open({"asset": {}}) == {{"fact": "asset.class"}}
	open({"asset": {"class": "payments"}}) == {{"fact": "asset.class"}}
}
