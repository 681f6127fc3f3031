package packs.csa2.scope_test

import data.packs.csa2.scope

answers(entity) := [bound[name].answer | some name in ["csa2", "operator", "authority"]] if {
	bound := scope.bound with input as {"entity": entity}
}

network := {"sectors": ["nis2:digital-infrastructure"], "servicesComplete": false}

test_operator if answers(object.union(network, {"services": ["dns", "public-communications"]})) == ["yes", "yes", "no"]

test_no_operator if {
	answers(object.union(network, {"services": ["dns"], "servicesComplete": true})) == ["yes", "no", "no"]
	answers({"sectors": ["nis2:energy"], "servicesComplete": false}) == ["yes", "no", "no"]
}

test_operator_unknown if {
	answers(network) == ["yes", "unknown", "no"]
	answers(object.union(network, {"services": ["dns"]})) == ["yes", "unknown", "no"]
	bound := scope.bound with input as {"entity": network}
	bound.operator.missing == {"entity.services"}
}

test_not_concerned if {
	answers({}) == ["no", "no", "no"]
	answers({"sectors": ["eui:union-entity"]}) == ["no", "no", "no"]
}

test_authority if answers({"roles": ["competent-authority"]}) == ["no", "no", "yes"]
