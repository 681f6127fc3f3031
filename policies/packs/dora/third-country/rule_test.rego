package packs.dora.third_0001_test

import data.packs.dora.third_0001 as rule

asks := {"dora/THIRD-0001": [{"id": "dora:29.2.third-country", "title": "For a provider in a third country"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

countries := {"XA": {"code": "XA", "memberships": {"eu": false}}, "XB": {"code": "XB", "memberships": {"eu": true}}, "XC": {"code": "XC"}}

about(country, evidence) := {"supplier": {"established": country}, "countries": countries, "evidence": evidence}

test_bad if {
	found(about("XA", {"dora:29.2.third-country": "notMet"})) == {{
		"key": "dora:29.2.third-country", "title": "For a provider in a third country", "state": "is not met", "evidence": ["evidence.dora:29.2.third-country"],
	}}
}

test_good if {
	every x in [about("XB", {}), about("XA", {"dora:29.2.third-country": "met"}), about("XC", {"dora:29.2.third-country": "met"})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about("XA", {})) == {{"fact": "evidence.dora:29.2.third-country"}}
	open(about("XC", {})) == {{"fact": "countries.XC.memberships"}}
	open({"supplier": {}, "countries": {}}) == {{"fact": "supplier.established"}}
}
