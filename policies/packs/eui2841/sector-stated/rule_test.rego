package packs.eui2841.scope_0001_test

import data.packs.eui2841.scope_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_stated if {
	every sector in ["eui:union-entity", "nis2:energy"] {
		open({"system": {"implied": false}, "entity": {"id": "e", "sectors": [sector]}}) == set()
	}
}

test_unknown if open({"system": {"implied": false}, "entity": {"id": "e"}}) == {{"fact": "entity.sectors"}}

test_no_record if open({"system": {"implied": true}, "entity": {}}) == set()
