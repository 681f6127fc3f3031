package packs.eui2841.practice_0003_test

import data.packs.eui2841.practice_0003 as rule

found(practices) := y if {
	y := rule.finding with input as {"supplier": {"practices": practices}}
}

test_bad if found({"secureDevelopment": "none"}) == {{"key": "", "evidence": ["supplier.practices.secureDevelopment"]}}

test_good if found({"secureDevelopment": "iec-62443-4-1"}) == set()

test_unknown if found({}) == set()
