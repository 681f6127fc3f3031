package packs.eu5g.access_0004_test

import data.packs.eu5g.access_0004 as rule

level(ways) := y if {
	y := rule.factor with input as {"exposure": ways, "assets": [{"id": "core", "sensitivity": "critical"}]}
}

is(lo, hi, evidence) := {{"id": "srp.access", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_good_none if level({"access": []}) == is(0, 0, [])

test_user if level({"access": [{"access": "user", "assets": ["core"]}]}) == is(1, 1, ["exposure.access"])

test_bad_privileged if level({"access": [{"access": "privileged", "assets": ["edge"]}]}) == is(3, 3, ["exposure.access"])

test_bad_privileged_to_critical_asset if level({"access": [{"access": "privileged", "assets": ["core"]}]}) == is(4, 4, ["exposure.access"])

test_unknown if level({}) == is(0, 4, [])

test_unknown_kind if level({"access": [{"kind": "support", "assets": ["core"]}]}) == is(0, 4, [])
