package packs.csa2.scope_0001_test

import data.packs.csa2.scope_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_stated if open({"system": {"implied": false}, "entity": {"sectors": ["nis2:energy"]}}) == set()

test_unknown if open({"system": {"implied": false}, "entity": {"id": "e"}}) == {{"fact": "entity.sectors"}}

test_no_record if open({"system": {"implied": true}, "entity": {}}) == set()
