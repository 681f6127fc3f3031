package packs.eu5g.diversity_0001_test

import data.packs.eu5g.diversity_0001 as rule

params := {"eu5g/DIVERSITY-0001": {"hhi": 0.5, "cr1": 0.7}}

exactly(x) := {"lo": x, "hi": x}

row(hhi, cr1) := {"n": 2, "hhi": hhi, "cr1": cr1, "largestName": "Teliqon AB"}

found(basis, x) := y if {
	y := rule.finding with data.params as params
		with input as {"concentration": {"supplier": {basis: x}}}
}

open(basis, x) := y if {
	y := rule.undecided with data.params as params
		with input as {"concentration": {"supplier": {basis: x}}}
}

test_warn_single_supplier if {
	found("spend", row(exactly(1), exactly(1))) == {{
		"key": "spend", "basis": "spend", "largest": "Teliqon AB",
		"hhi": exactly(1), "cr1": exactly(1), "evidence": ["concentration"],
	}}
}

test_warn_by_largest_share if {
	some f in found("units", row(exactly(0.5), exactly(0.75)))
	f.key == "units"
}

test_pass_two_equal_suppliers if {
	found("declared", row(exactly(0.5), exactly(0.5))) == set()
	open("declared", row(exactly(0.5), exactly(0.5))) == set()
}

test_pass_components_are_not_vendors if found("count", row(exactly(1), exactly(1))) == set()

test_unknown_hhi if {
	open("spend", row({"lo": 0.4, "hi": 0.6}, exactly(0.5))) == {{"fact": "concentration.supplier.spend"}}
}

test_unknown_share if {
	open("spend", row(exactly(0.5), {"lo": 0.5, "hi": 0.8})) == {{"fact": "concentration.supplier.spend"}}
}
