package packs.eu5g.interference_0004_test

import data.packs.eu5g.interference_0004 as rule

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

is(lo, hi) := {{"id": "srp.interference.pressure", "level": {"lo": lo, "hi": hi}, "evidence": ["supplier.sites", "exposure.access", "countries"]}}

test_bad if level({"sites": [{"kind": "manufacture", "country": "XA"}]}) == is(2, 2)

test_good if level({"sites": []}) == is(0, 0)

test_unknown if level({}) == is(0, 3)
