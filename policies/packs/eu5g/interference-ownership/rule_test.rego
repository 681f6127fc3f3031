package packs.eu5g.interference_0003_test

import data.packs.eu5g.interference_0003 as rule

countries := {
	"XA": {
		"memberships": {"eu": false},
		"law": {"compelledAssistance": true, "independentReview": false},
		"agreements": {"dataProtectionAdequacy": false, "securityInformation": false},
	},
	"XB": {"memberships": {"eu": true}},
}

level(supplier) := y if {
	y := rule.factor with input as {"supplier": supplier, "countries": countries, "exposure": {}}
}

is(lo, hi, evidence) := {{"id": "srp.interference.ownership", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_bad if level({"control": {"stateControlled": true, "countries": ["XA"], "decisive": [], "significant": []}}) == is(3, 3, ["supplier.control"])

test_good if level({"control": {"stateControlled": false, "decisive": [], "significant": []}}) == is(0, 0, [])

test_bad_veto_of_a_state if {
	veto := {"holder": "state:XA", "kind": "state", "country": "XA", "by": "veto", "certain": true}
	level({"control": {"stateControlled": false, "decisive": [veto], "significant": []}}) == is(3, 3, ["supplier.control.decisive"])
}

test_moderate_holding_of_a_state if {
	holding := {"holder": "state:XA", "kind": "state", "country": "XA", "certain": true}
	level({"control": {"stateControlled": false, "decisive": [], "significant": [holding]}}) == is(2, 2, ["supplier.control.significant"])
}

test_unknown_holders if level({"control": {"stateControlled": false}}) == is(0, 3, [])

test_unknown if level({"control": {}}) == is(0, 3, [])
