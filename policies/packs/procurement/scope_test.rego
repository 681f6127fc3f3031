package packs.procurement.scope_test

import data.packs.procurement.scope

answers(entity) := [bound.procurement.answer, bound.dir25.answer] if {
	bound := scope.bound with input as {"entity": entity}
}

authority := ["contracting-authority"]

test_utility if answers({"roles": authority, "sectors": ["nis2:energy"]}) == ["yes", "yes"]

test_authority if answers({"roles": authority, "sectors": ["nis2:public-administration"]}) == ["yes", "no"]

test_sector_unknown if {
	answers({"roles": authority}) == ["yes", "unknown"]
	bound := scope.bound with input as {"entity": {"roles": authority}}
	bound.dir25.missing == {"entity.sectors"}
}

test_not_bound if {
	answers({"sectors": ["nis2:energy"]}) == ["no", "no"]
	answers({"roles": ["manufacturer"], "sectors": ["nis2:energy"]}) == ["no", "no"]
	answers({}) == ["no", "no"]
}
