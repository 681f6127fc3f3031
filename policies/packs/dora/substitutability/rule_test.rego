package packs.dora.substitute_0001_test

import data.packs.dora.substitute_0001 as rule

params := {"dora/SUBSTITUTE-0001": {"dimension": 0.7}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(dimensions) := {"exposure": {"lockIn": {"dimensions": dimensions}}}

test_bad if {
	x := about({"alternatives": {"lo": 1, "hi": 1}, "exitPlan": {"lo": 1, "hi": 1}})
	found(x) == {{
		"key": "alternatives", "reason": "lack of real alternatives",
		"value": {"lo": 1, "hi": 1}, "evidence": ["exposure.lockIn"],
	}}
	open(x) == set()
}

test_good if {
	x := about({"migrationTime": {"lo": 0.7, "hi": 0.7}})
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	x := about({"data": {"lo": 0, "hi": 1}})
	found(x) == set()
	open(x) == {{"fact": "exposure.lockIn.dimensions.data"}}
}
