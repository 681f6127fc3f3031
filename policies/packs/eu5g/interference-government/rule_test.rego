package packs.eu5g.interference_0001_test

import data.packs.eu5g.interference_0001 as rule

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

is(lo, hi, evidence) := {{"id": "srp.interference.gov_link", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_bad if level({"stateLinks": [{"country": "XA", "kind": "board"}]}) == is(3, 3, ["supplier.stateLinks"])

test_good if level({"stateLinks": []}) == is(0, 0, [])

test_unknown if level({}) == is(0, 4, [])
