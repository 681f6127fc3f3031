package packs.nis2.scope_0001_test

import data.packs.nis2.scope_0001 as rule

open(entity) := y if {
	y := {u.fact | some u in rule.undecided} with input as {"entity": object.union({"id": "e", "servicesComplete": false}, entity)}
}

test_known if open({"sectors": ["nis2:energy"], "employees": 900, "circumstances": []}) == set()

test_unknown_sector if open({}) == {"entity.sectors"}

test_unknown_size if open({"sectors": ["nis2:energy"], "circumstances": []}) == {"entity.employees"}
