package packs.dataact.scope_test

import data.packs.dataact.scope

of(entity) := y if {
	y := scope.bound.dataact with input as {"entity": entity}
}

test_yes if {
	of({"id": "e", "country": "SE"}) == {
		"answer": "yes", "missing": set(), "class": "customer",
		"why": "a customer in the Union; the duties are those of its providers of data processing services",
	}
}

test_no if {
	of({"id": "e", "country": "XA"}).answer == "no"
	of({}) == {"answer": "no", "missing": set(), "class": "", "why": "the record names no customer in the Union"}
}

test_unknown if {
	of({"id": "e"}) == {
		"answer": "unknown", "missing": {"entity.country"}, "class": "",
		"why": "the record does not say in which country the entity is",
	}
}
