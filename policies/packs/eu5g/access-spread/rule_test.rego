package packs.eu5g.access_0005_test

import data.packs.eu5g.access_0005 as rule

params := {"eu5g/ACCESS-0005": {"assets": 2, "sensitivity": "high"}}

assets := [{"id": "core", "sensitivity": "critical"}, {"id": "ran", "sensitivity": "high"}, {"id": "office"}]

reaching(access) := {"assets": assets, "exposure": {"access": access}}

found(access) := y if {
	y := rule.finding with input as reaching(access) with data.params as params
}

open(access) := y if {
	y := rule.undecided with input as reaching(access) with data.params as params
}

to(product, kind, ids) := {"product": product, "access": kind, "assets": ids}

test_warn_two_key_assets_by_two_products if {
	found([to("amf", "privileged", ["core"]), to("gnb", "privileged", ["ran"])]) == {{
		"key": "", "n": 2, "products": ["amf", "gnb"], "assets": ["core", "ran"], "evidence": ["exposure.access.amf", "exposure.access.gnb"],
	}}
}

test_warn_two_key_assets_by_one_product if {
	some f in found([to("jump", "privileged", ["core", "ran"])])
	f.products == ["jump"]
}

test_pass_one_key_asset if {
	found([to("amf", "privileged", ["core", "office"])]) == set()
	open([to("amf", "privileged", ["core", "office"]), to("gnb", "user", ["ran"])]) == set()
}

test_unknown_kind_of_access if {
	access := [to("amf", "privileged", ["core"]), {"product": "gnb", "assets": ["ran"]}]
	found(access) == set()
	open(access) == {{"fact": "exposure.access.access"}}
}
