package packs.eu5g.interference_0002_test

import data.packs.eu5g.interference_0002 as rule

countries := {
	"XA": {
		"memberships": {"eu": false},
		"law": {"compelledAssistance": true, "independentReview": false},
		"agreements": {"dataProtectionAdequacy": false, "securityInformation": false},
	},
	"XB": {"memberships": {"eu": true}},
}

level(supplier) := y if {
	y := rule.factor with input as {"supplier": supplier, "countries": countries, "exposure": {"access": []}}
}

at_home(code) := {"established": code, "sites": [], "stateLinks": [], "control": {"certain": true, "decisive": []}}

is(lo, hi, evidence) := {{"id": "srp.interference.legislation", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_bad if level(at_home("XA")) == is(2, 2, ["countries.XA.agreements", "countries.XA.law", "supplier.established"])

test_good if level(at_home("XB")) == is(0, 0, [])

test_unknown if level({"control": {}}) == is(0, 3, [])
