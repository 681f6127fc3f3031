package packs.eui2841.supplier_0001_test

import data.packs.eui2841.supplier_0001 as rule

act(status) := {"regime": "national:XA", "status": status, "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01", "assets": ["mail"]}

about(designations) := {"supplier": {"id": "teliqon", "designations": designations}, "assets": [{"id": "mail", "criticality": "high"}, {"id": "web", "criticality": "low"}]}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about([act("restricted")])) == {{
		"key": "mail",
		"link": "serves mail",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_good if {
	found(about([])) == set()
	found(about([act("cleared")])) == set()
	found(about([object.union(act("restricted"), {"assets": ["other"]})])) == set()
}

test_unknown if {
	found({"supplier": {"id": "teliqon"}, "assets": [{"id": "mail"}]}) == set()
	open({"supplier": {"id": "teliqon"}, "assets": [{"id": "mail"}]}) == {{"fact": "supplier.designations"}}
}

# Of a supplier that stands behind nothing, nothing is asked.
test_not_asked if open({"supplier": {"id": "teliqon"}, "assets": []}) == set()
