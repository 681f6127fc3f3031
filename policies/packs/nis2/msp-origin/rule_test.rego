package packs.nis2.msp_0002_test

import data.packs.nis2.msp_0002 as rule

open(a) := y if {
	y := rule.undecided with input as {"exposure": {"access": [object.union({"product": "core-ops"}, a)]}}
}

test_good if open({"access": "privileged", "from": "XB"}) == set()

test_good_no_privilege if open({"access": "data"}) == set()

test_unknown if open({"access": "privileged"}) == {{"fact": "exposure.access.from", "key": "core-ops"}}
