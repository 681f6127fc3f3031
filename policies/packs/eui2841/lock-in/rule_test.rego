package packs.eui2841.lockin_0001_test

import data.packs.eui2841.lockin_0001 as rule

about(dimensions) := {"exposure": {"lockIn": {"dimensions": dimensions}}}

params := {"eui2841/LOCKIN-0001": {"dimension": 0.7}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	found(about({"interfaces": {"lo": 1, "hi": 1}, "contract": {"lo": 1, "hi": 1}})) == {{
		"key": "interfaces", "dimension": "interfaces", "value": {"lo": 1, "hi": 1}, "evidence": ["exposure.lockIn"],
	}}
}

test_good if {
	x := about({"data": {"lo": 0.7, "hi": 0.7}, "contract": {"lo": 1, "hi": 1}})
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	x := about({"data": {"lo": 0.1, "hi": 1}})
	found(x) == set()
	open(x) == {{"fact": "exposure.lockIn.dimensions.data"}}
}
