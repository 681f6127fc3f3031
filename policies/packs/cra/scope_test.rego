package packs.cra.scope_test

import data.packs.cra.scope

answers(entity) := [bound[name].answer | some name in ["cra", "buyer", "authority"]] if {
	bound := scope.bound with input as {"entity": entity}
}

test_manufacturer if answers({"roles": ["manufacturer"]}) == ["yes", "yes", "no"]

test_buyer if answers({"sectors": ["nis2:energy"]}) == ["no", "yes", "no"]

test_authority if answers({"roles": ["competent-authority"]}) == ["no", "yes", "yes"]

test_nothing_stated if answers({}) == ["no", "no", "no"]

test_class if {
	b := scope.bound with input as {"entity": {"roles": ["manufacturer"]}}
	b.cra.class == "manufacturer"
}
