package packs.eu5g.dependency_0001_test

import data.packs.eu5g.dependency_0001 as rule

params := {"eu5g/DEPENDENCY-0001": {"share": 0.5}}

shares(x) := {"exposure": {"shares": x}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_warn_more_than_half if {
	found(shares({"spend": {"lo": 0.6, "hi": 0.7}})) == {{
		"key": "spend", "basis": "spend", "share": {"lo": 0.6, "hi": 0.7}, "evidence": ["exposure.shares"],
	}}
}

test_pass_half if {
	found(shares({"spend": {"lo": 0.5, "hi": 0.5}})) == set()
	open(shares({"spend": {"lo": 0.5, "hi": 0.5}})) == set()
}

test_pass_number_of_components_is_no_dependency if found(shares({"count": {"lo": 1, "hi": 1}})) == set()

test_unknown_share if {
	open(shares({"criticality": {"lo": 0.4, "hi": 0.9}})) == {{"fact": "exposure.shares.criticality"}}
}
