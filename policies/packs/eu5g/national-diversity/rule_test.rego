package packs.eu5g.diversity_0003_test

import data.packs.eu5g.diversity_0003 as rule

params := {"eu5g/DIVERSITY-0003": {"hhi": 0.34}}

by_spend(lo, hi) := {"concentration": {"supplier": {"spend": {"hhi": {"lo": lo, "hi": hi}, "cr1": {"lo": 0.5, "hi": 0.5}, "largestName": "Ostbit Oy"}}}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_warn_two_equal_suppliers if {
	found(by_spend(0.5, 0.5)) == {{
		"key": "spend", "basis": "spend", "largest": "Ostbit Oy", "hhi": {"lo": 0.5, "hi": 0.5}, "cr1": {"lo": 0.5, "hi": 0.5},
		"evidence": ["concentration"],
	}}
}

test_pass_three_equal_suppliers if {
	found(by_spend(0.33, 0.33)) == set()
	open(by_spend(0.33, 0.33)) == set()
}

test_unknown_range if {
	found(by_spend(0.3, 0.6)) == set()
	open(by_spend(0.3, 0.6)) == {{"fact": "concentration.supplier.spend"}}
}
