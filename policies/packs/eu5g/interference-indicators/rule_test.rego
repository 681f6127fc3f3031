package packs.eu5g.interference_0005_test

import data.packs.eu5g.interference_0005 as rule

params := {"eu5g/INTERFERENCE-0005": {"level": 3, "sensitivity": "high"}}

countries := {
	"XA": {
		"memberships": {"eu": false},
		"law": {"compelledAssistance": true, "independentReview": false},
		"agreements": {"securityInformation": true},
	},
	"XB": {"memberships": {"eu": true}},
}

clean := {
	"established": "XA", "headquarters": "XA", "sites": [], "stateLinks": [],
	"control": {"kind": "dispersed", "certain": true, "stateControlled": false, "decisive": [], "significant": []},
}

about(supplier, sensitivity) := {
	"supplier": supplier, "countries": countries, "exposure": {"access": []},
	"assets": [{"id": "core", "sensitivity": sensitivity, "cleared": false}],
}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

linked := object.union(clean, {"stateLinks": [{"country": "XA", "kind": "board"}]})

# A board seat of the state is a link by itself, and brings the law of that
# country within reach.
warnings(links) := {
	{
		"key": "gov_link", "links": links, "factor": "link to the government of a third country (XA)",
		"level": "level 3 of 4 (high)", "evidence": ["supplier.stateLinks"],
	},
	{
		"key": "legislation", "links": links, "factor": "law that compels assistance, without an independent review (XA)",
		"level": "level 3 of 4 (high)", "evidence": ["countries.XA.law", "supplier.stateLinks"],
	},
}

test_warn_link_of_the_supplier if found(about(linked, "critical")) == warnings("serves core")

test_warn_says_how_it_stands_to_the_asset if {
	x := object.union(about(linked, "critical"), {"assets": [
		{"id": "core", "sensitivity": "critical", "cleared": false},
		{"id": "edge", "sensitivity": "high", "cleared": false, "through": "core"},
	]})
	found(x) == warnings("serves core and stands behind what edge needs through core")
}

test_pass_country_alone if {
	found(about(clean, "critical")) == set()
	open(about(clean, "critical")) == set()
}

test_pass_no_key_asset if found(about(linked, "moderate")) == set()

# A favourable designation replaces what is derived.
test_pass_cleared if {
	x := object.union(about(linked, "critical"), {"assets": [{"id": "core", "sensitivity": "critical", "cleared": true}]})
	found(x) == set()
	open(object.union(x, {"supplier": {"stateLinks": [{"country": "XC", "kind": "board"}]}})) == set()
}

test_warn_other_asset_than_the_cleared_one if {
	x := object.union(about(linked, "critical"), {"assets": [
		{"id": "core", "sensitivity": "critical", "cleared": true},
		{"id": "edge", "sensitivity": "high", "cleared": false},
	]})
	found(x) == warnings("serves edge")
}

test_unknown_links if {
	x := about(object.remove(clean, ["stateLinks"]), "critical")
	found(x) == set()
	open(x) == {{"fact": "supplier.stateLinks"}}
}

# The sites are known; what is missing is the record of their country.
test_unknown_country if {
	x := about(object.union(clean, {"sites": [{"kind": "support", "country": "XC"}]}), "critical")
	found(x) == set()
	open(x) == {
		{"fact": "countries.XC.memberships"},
		{"fact": "countries.XC.law"},
		{"fact": "countries.XC.agreements"},
	}
}

test_unknown_needs_a_key_asset if open(about(object.remove(clean, ["stateLinks"]), "low")) == set()
