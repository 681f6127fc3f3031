package packs.dora.scope_test

import data.packs.dora.scope

of(entity) := y if {
	y := scope.bound.dora with input as {"entity": entity}
}

answers(entity) := [x.answer, x.missing] if x := of(entity)

test_yes if {
	of({"sectors": ["dora:credit-institutions", "nis2:banking"]}) == {
		"answer": "yes", "missing": set(), "class": "dora:credit-institutions",
		"why": "the record names a sector of financial entities under Regulation (EU) 2022/2554, article 2(1)",
	}
}

test_no if {
	every entity in [
		{}, {"sectors": ["nis2:energy"]}, {"sectors": ["dora:non-financial-entity"]},
		{"sectors": ["nis2:banking", "dora:ict-intra-group-service-provider"]},
	] {
		answers(entity) == ["no", set()]
	}
}

test_unknown if {
	answers({"sectors": ["nis2:banking"]}) == ["unknown", {"entity.sectors"}]
	answers({"sectors": ["nis2:financial-market-infrastructures"]}) == ["unknown", {"entity.sectors"}]
}

test_insurance_intermediaries if {
	small := {"sectors": ["dora:insurance-intermediaries"], "employees": 20, "turnover": 3000000, "balanceSheet": 1000000}
	answers(small) == ["no", set()]
	answers(object.union(small, {"employees": 250})) == ["yes", set()]
	answers(object.union(small, {"turnover": 60000000, "balanceSheet": 50000000})) == ["yes", set()]
	answers({"sectors": ["dora:insurance-intermediaries"], "employees": 20, "turnover": 60000000}) == ["unknown", {"entity.balanceSheet"}]
}

test_authority if {
	scope.bound.authority.answer == "yes" with input as {"entity": {"roles": ["competent-authority"]}}
	scope.bound.authority.answer == "no" with input as {"entity": {}}
}
