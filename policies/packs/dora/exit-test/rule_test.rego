package packs.dora.exit_0002_test

import data.packs.dora.exit_0002 as rule

params := {"dora/EXIT-0002": {"months": 24}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

test_bad if {
	found({"product": {"exitPlan": true, "exitTestedMonths": 30.4}}) == {{"key": "", "months": 30, "evidence": ["product.exitTestedMonths"]}}
}

test_good if {
	every x in [{"exitPlan": true, "exitTestedMonths": 24}, {"exitPlan": false}] {
		found({"product": x}) == set()
		open({"product": x}) == set()
	}
}

test_unknown if {
	found({"product": {"exitPlan": true}}) == set()
	open({"product": {"exitPlan": true}}) == {{"fact": "product.exitTestedMonths"}}
}
