package packs.eu5g.interference_0005_test

import data.packs.eu5g.interference_0005 as rule

params := {"eu5g/INTERFERENCE-0005": {"level": 3, "sensitivity": "high"}}

countries := {
	"XA": {"memberships": {"eu": false}, "law": {"compelledAssistance": true, "independentReview": false}},
	"XB": {"memberships": {"eu": true}},
}

clean := {
	"established": "XA", "headquarters": "XA", "sites": [], "stateLinks": [],
	"control": {"kind": "dispersed", "certain": true, "stateControlled": false},
}

about(supplier, sensitivity) := {
	"supplier": supplier, "countries": countries, "exposure": {"access": []},
	"assets": [{"id": "core", "sensitivity": sensitivity}],
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
test_warn_link_of_the_supplier if {
	found(about(linked, "critical")) == {
		{
			"key": "gov_link", "assets": ["core"], "factor": "link to a government",
			"level": {"lo": 3, "hi": 3}, "evidence": ["supplier.stateLinks"],
		},
		{
			"key": "legislation", "assets": ["core"], "factor": "legislation without checks",
			"level": {"lo": 3, "hi": 3}, "evidence": ["supplier.established", "supplier.headquarters", "supplier.sites", "exposure.access", "countries"],
		},
	}
}

test_pass_country_alone if {
	found(about(clean, "critical")) == set()
	open(about(clean, "critical")) == set()
}

test_pass_no_key_asset if found(about(linked, "moderate")) == set()

test_unknown_links if {
	x := about(object.remove(clean, ["stateLinks"]), "critical")
	found(x) == set()
	open(x) == {{"fact": "supplier.stateLinks", "key": "gov_link"}}
}

test_unknown_needs_a_key_asset if open(about(object.remove(clean, ["stateLinks"]), "low")) == set()
