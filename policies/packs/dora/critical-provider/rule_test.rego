package packs.dora.third_0002_test

import data.packs.dora.third_0002 as rule

asks := {"dora/THIRD-0002": [{"id": "dora:31.12", "title": "A critical provider"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

countries := {"XA": {"code": "XA", "memberships": {"eu": false}}, "XB": {"code": "XB", "memberships": {"eu": true}}, "XC": {"code": "XC"}}

about(country, evidence) := {"supplier": {"established": country}, "countries": countries, "evidence": evidence}

test_bad if {
	found(about("XA", {"dora:31.12": "notMet"})) == {{
		"key": "dora:31.12", "title": "A critical provider", "state": "is not met", "evidence": ["evidence.dora:31.12"],
	}}
}

test_good if {
	every x in [about("XB", {}), about("XA", {"dora:31.12": "met"}), about("XC", {"dora:31.12": "met"})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about("XA", {})) == {{"fact": "evidence.dora:31.12"}}
	open(about("XC", {})) == {{"fact": "countries.XC.memberships"}}
	open({"supplier": {}, "countries": {}}) == {{"fact": "supplier.established"}}
}

test_the_months_run if {
	x := about("XA", {"dora:31.12": "partly"})
	found(x) == set()
	open(x) == set()
}
