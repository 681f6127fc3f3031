package packs.cra.support_0001_test

import data.packs.cra.support_0001 as rule

params := {"cra/SUPPORT-0001": {"years": 5}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x
}

about(product, years) := {
	"product": object.union({"kind": "hardware"}, product),
	"supplier": {"kind": "company", "practices": {name: x | some name, x in years}},
}

test_bad if {
	found(about({"supportYears": 3}, {"supportYears": 10})) == {{
		"key": "", "years": 3, "fact": "product.supportYears", "limit": 5,
		"evidence": ["product.supportYears"],
	}}
	found(about({}, {"supportYears": 2})) == {{
		"key": "", "years": 2, "fact": "supplier.practices.supportYears", "limit": 5,
		"evidence": ["supplier.practices.supportYears"],
	}}
	found({"product": {"kind": "software", "supportYears": 4}}) == {{
		"key": "", "years": 4, "fact": "product.supportYears", "limit": 5,
		"evidence": ["product.supportYears"],
	}}
}

test_good if {
	every x in [about({"supportYears": 5}, {}), about({}, {"supportYears": 7}), about({"kind": "service", "supportYears": 1}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	every x in [about({}, {}), {"product": {"kind": "software"}}] {
		found(x) == set()
		open(x) == {{"fact": "product.supportYears"}}
	}
}
