package packs.nis2.scope_test

import data.packs.nis2.scope

answers(entity) := y if {
	y := {name: x.answer | some name, x in scope.bound} with input as {"entity": entity}
}

test_bound if {
	answers({"sectors": ["nis2:energy"], "employees": 900, "servicesComplete": false}) == {
		"nis2": "yes", "ir2690": "no", "nis2-alone": "yes", "authority": "no",
	}
}

test_silent if answers({"servicesComplete": false}) == {"nis2": "no", "ir2690": "no", "nis2-alone": "no", "authority": "no"}
