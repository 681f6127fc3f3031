package packs.procurement.scope_0001_test

import data.packs.procurement.scope_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_stated if open({"system": {"implied": false}, "entity": {"roles": ["contracting-authority"]}}) == set()

test_unknown if open({"system": {"implied": false}, "entity": {"id": "e"}}) == {{"fact": "entity.roles"}}

test_no_record if open({"system": {"implied": true}, "entity": {}}) == set()
