package packs.eu5g.scope_test

import data.packs.eu5g.scope

answers(entity) := {name: b.answer | some name, b in bound} if {
	bound := scope.bound with input as {"entity": entity}
}

test_operator if answers({"sectors": ["nis2:digital-infrastructure"]}) == {"eu5g": "yes", "operators": "yes", "authorities": "no"}

test_nothing_stated if answers({}) == {"eu5g": "yes", "operators": "yes", "authorities": "no"}

test_authority if {
	answers({"roles": ["contracting-authority", "competent-authority"]}) == {"eu5g": "yes", "operators": "no", "authorities": "yes"}
}
