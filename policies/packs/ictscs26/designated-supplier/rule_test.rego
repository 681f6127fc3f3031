package packs.ictscs26.supplier_0001_test

import data.packs.ictscs26.supplier_0001 as rule

act(fields) := object.union({"regime": "national:XA", "status": "excluded", "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01", "assets": ["grid", "mano"]}, fields)

assets := [{"id": "grid", "criticality": "high"}, {"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}]

about(designations) := {"supplier": {"id": "teliqon", "designations": designations}, "assets": assets}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about([act({})])) == {{
		"key": "grid",
		"link": "serves grid",
		"designation": "designated excluded by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_good if {
	found(about([])) == set()
	found(about([act({"status": "cleared"})])) == set()
	found(about([act({"assets": ["other"]})])) == set()
}

test_unknown if {
	found({"supplier": {"id": "teliqon"}, "assets": assets}) == set()
	open({"supplier": {"id": "teliqon"}, "assets": assets}) == {{"fact": "supplier.designations"}}
}

# Of suppliers of 5G networks alone nothing is asked.
test_not_asked if open({"supplier": {"id": "teliqon"}, "assets": [{"id": "mano", "class": "eu5g:nfv-mano"}]}) == set()
