package packs.eu5g.catalogue_0001_test

import data.packs.eu5g.catalogue_0001 as rule

chosen(name) := {"eu5g/CATALOGUE-0001": {"catalogue": name}}

act := {"status": "restricted", "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01", "assets": ["core", "ran"]}

assets := [{"id": "core", "class": "eu5g:core-network-functions"}, {"id": "ran", "class": "eu5g:radio-access-network"}]

under(designations) := {"supplier": {"designations": designations}, "assets": assets}

found(x, name) := y if {
	y := rule.finding with input as x with data.params as chosen(name)
}

open(x, name) := y if {
	y := rule.undecided with input as x with data.params as chosen(name)
}

test_warn_in_the_core_alone if {
	found(under([act]), "ukhrv") == {{
		"key": "core",
		"link": "serves core (eu5g:core-network-functions)",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_pass_no_act_or_a_clearance if {
	found(under([]), "ukhrv") == set()
	found(under([object.union(act, {"status": "cleared"})]), "ukhrv") == set()
	open(under([]), "ukhrv") == set()
}

test_pass_act_that_does_not_cover_the_core if found(under([object.union(act, {"assets": ["ran"]})]), "ukhrv") == set()

test_unknown_whether_there_is_an_act if {
	open({"supplier": {}, "assets": assets}, "ukhrv") == {{"fact": "supplier.designations"}}
	open({"supplier": {}, "assets": [assets[1]]}, "ukhrv") == set()
}

test_off_unless_chosen if {
	found(under([act]), "none") == set()
	open({"supplier": {}, "assets": assets}, "none") == set()
}
