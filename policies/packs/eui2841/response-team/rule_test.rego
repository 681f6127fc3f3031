package packs.eui2841.practice_0002_test

import data.packs.eui2841.practice_0002 as rule

found(practices) := y if {
	y := rule.finding with input as {"supplier": {"practices": practices}}
}

test_bad if found({"psirt": false}) == {{"key": "", "evidence": ["supplier.practices.psirt"]}}

test_good if found({"psirt": true}) == set()

test_unknown if found({}) == set()
