package packs.nis2art22.scope_test

import data.packs.nis2art22.scope

answers(entity) := [bound.nis2art22.answer, bound.authority.answer] if {
	bound := scope.bound with input as {"entity": entity}
}

test_addressed if answers({"sectors": ["dora:credit-institution", "nis2:banking"], "roles": ["manufacturer"]}) == ["yes", "no"]

test_not_addressed if {
	answers({"sectors": ["eui:union-entity"]}) == ["no", "no"]
	answers({}) == ["no", "no"]
}

test_authority if answers({"roles": ["competent-authority"]}) == ["no", "yes"]
