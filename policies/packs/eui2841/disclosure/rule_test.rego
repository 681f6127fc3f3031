package packs.eui2841.practice_0001_test

import data.packs.eui2841.practice_0001 as rule

found(practices) := y if {
	y := rule.finding with input as {"supplier": {"practices": practices}}
}

test_bad if found({"cvdPolicy": false}) == {{"key": "", "evidence": ["supplier.practices.cvdPolicy"]}}

test_good if found({"cvdPolicy": true}) == set()

test_unknown if found({}) == set()
