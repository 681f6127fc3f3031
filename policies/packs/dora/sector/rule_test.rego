package packs.dora.scope_0001_test

import data.packs.dora.scope_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_unknown if {
	open({"entity": {"id": "e"}}) == {{"fact": "entity.sectors"}}
	open({"entity": {"id": "e", "sectors": ["nis2:banking"]}}) == {{"fact": "entity.sectors"}}
}

test_good if {
	every sectors in [["nis2:energy"], ["dora:credit-institutions", "nis2:banking"]] {
		open({"entity": {"id": "e", "sectors": sectors}}) == set()
	}
}
