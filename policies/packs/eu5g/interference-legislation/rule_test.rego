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
	y := rule.factor with input as {"supplier": supplier, "countries": countries, "exposure": {}}
}

is(lo, hi) := {{"id": "srp.interference.legislation", "level": {"lo": lo, "hi": hi}, "evidence": ["supplier.established", "supplier.headquarters", "supplier.sites", "exposure.access", "countries"]}}

test_bad if level({"established": "XA", "sites": [], "control": {}}) == is(2, 2)

test_good if level({"established": "XB", "sites": [], "control": {}}) == is(0, 0)

test_unknown if level({"control": {}}) == is(0, 3)
