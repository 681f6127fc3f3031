package packs.procurement.exclusion_0001_test

import data.packs.procurement.exclusion_0001 as rule

act := {
	"regime": "national:XA", "status": "restricted", "assets": [],
	"authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01",
}

found(supplier) := y if {
	y := rule.finding with input as {"supplier": supplier}
}

test_bad if {
	found({"designations": [act]}) == {{
		"key": "national:XA",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations"],
	}}
}

test_good if {
	found({"designations": []}) == set()
	found({"designations": [object.union(act, {"status": "exempted"})]}) == set()
}

test_unknown if found({}) == set()
