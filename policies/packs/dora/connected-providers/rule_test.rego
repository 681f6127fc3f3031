package packs.dora.concentration_0003_test

import data.packs.dora.concentration_0003 as rule

params := {"dora/CONCENTRATION-0003": {"margin": 0.01}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(owner, supplier) := {"concentration": {
	"owner": {"spend": {"hhi": owner, "largestName": "Ostbit Group"}},
	"supplier": {"spend": {"hhi": supplier}},
}}

exactly(x) := {"lo": x, "hi": x}

test_bad if {
	x := about(exactly(1), exactly(0.5))
	found(x) == {{
		"key": "spend", "basis": "spend", "group": "Ostbit Group",
		"owner": exactly(1), "supplier": exactly(0.5), "evidence": ["concentration"],
	}}
	open(x) == set()
}

test_good if {
	x := about(exactly(0.5), exactly(0.5))
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	every x in [about({"lo": 0.5, "hi": 1}, exactly(0.5)), about(exactly(0.7), {"lo": 0.5, "hi": 0.7})] {
		found(x) == set()
		open(x) == {{"fact": "concentration.owner.spend"}}
	}
}
