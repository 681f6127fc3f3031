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

level(supplier, exposure) := y if {
	y := rule.factor with input as {"supplier": supplier, "countries": countries, "exposure": exposure}
}

is(lo, hi, evidence) := {{"id": "srp.interference.pressure", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_bad if level({"sites": [{"kind": "manufacture", "country": "XA"}]}, {"access": []}) == is(2, 2, ["countries.XA.law", "supplier.sites"])

test_good if level({"sites": []}, {"access": []}) == is(0, 0, [])

test_unknown if level({}, {}) == is(0, 3, [])
