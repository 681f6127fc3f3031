package packs.dora.concentration_0001_test

import data.packs.dora.concentration_0001 as rule

params := {"dora/CONCENTRATION-0001": {"share": 0.5}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(by, cr1) := {"concentration": {by: {"spend": {"n": 2, "cr1": cr1, "largestName": "Hylvane"}}}}

test_bad if {
	x := about("owner", {"lo": 0.6, "hi": 0.8})
	found(x) == {{
		"key": "owner/spend", "what": "group", "largest": "Hylvane", "basis": "spend",
		"share": {"lo": 0.6, "hi": 0.8}, "evidence": ["concentration"],
	}}
	open(x) == set()
}

test_good if {
	x := about("supplier", {"lo": 0.5, "hi": 0.5})
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	x := about("supplier", {"lo": 0.4, "hi": 0.7})
	found(x) == set()
	open(x) == {{"fact": "concentration.supplier.spend", "key": "supplier/spend"}}
}
