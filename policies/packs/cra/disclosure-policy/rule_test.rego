package packs.cra.disclosure_0001_test

import data.packs.cra.disclosure_0001 as rule

about(product, supplier, practices) := {"product": {"kind": product}, "supplier": {"id": "s", "kind": supplier, "practices": practices}}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if found(about("software", "company", {"cvdPolicy": false})) == {{"key": "s", "evidence": ["supplier.practices.cvdPolicy"]}}

test_good if {
	every x in [about("software", "company", {"cvdPolicy": true}), about("service", "company", {"cvdPolicy": false}), about("software", "community", {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about("software", "company", {})) == {{"fact": "supplier.practices.cvdPolicy"}}
	open({"product": {"kind": "software"}}) == {{"fact": "supplier"}}
}
