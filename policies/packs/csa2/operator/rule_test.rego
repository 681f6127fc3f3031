package packs.csa2.operator_0001_test

import data.packs.csa2.operator_0001 as rule

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical"}

act := {
	"regime": "csa2:104", "status": "restricted", "assets": ["core"],
	"authority": "Authority A", "legalBasis": "Act 1", "from": "2027-03-15",
}

exemption := {"regime": "csa2:106", "status": "exempted", "assets": ["core"]}

params := {"csa2/OPERATOR-0001": {"months": 36, "start": "listing", "entryIntoForce": ""}}

found(designations, p) := y if {
	y := rule.finding with input as {"supplier": {"proposals": designations}, "assets": [core]}
		with data.params as {"csa2/OPERATOR-0001": object.union(params["csa2/OPERATOR-0001"], p)}
}

expected(by, start) := {{
	"key": "core", "link": "serves core", "by": by, "start": start,
	"designation": "designated restricted by Authority A under Act 1 from 2027-03-15",
	"evidence": ["supplier.designations", "exposure.shares"],
}}

test_from_listing if found([act], {}) == expected("2030-03", "the listing")

test_from_entry_into_force if {
	found([act], {"start": "entry-into-force", "entryIntoForce": "2027-12-20"}) == expected("2030-12", "entry into force")
	found([act], {"start": "entry-into-force"}) == expected("a month that is not known yet", "entry into force")
}

test_exempt if found([act, exemption], {}) == set()

test_good if found([], {}) == set()

test_unknown if {
	y := rule.undecided with input as {"supplier": {}, "assets": [core]} with data.params as params
	y == {{"fact": "supplier.designations"}}
	found([object.remove(act, ["from"])], {}) != set()
}
