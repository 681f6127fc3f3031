package packs.eu5g.quality_0002_test

import data.packs.eu5g.quality_0002 as rule

params := {"eu5g/QUALITY-0002": {"lacking": 3}}

found(practices) := y if {
	y := rule.finding with input as {"supplier": {"practices": practices}} with data.params as params
}

open(practices) := y if {
	y := rule.undecided with input as {"supplier": {"practices": practices}} with data.params as params
}

wanting := {"cvdPolicy": true, "psirt": false, "sbomProvided": false, "secureDevelopment": "none"}

test_warn_three_practices_wanting if {
	found(wanting) == {{
		"key": "", "n": 3,
		"lacking": ["SBOM", "procedure of secure development", "response team"],
		"evidence": ["supplier.practices.psirt", "supplier.practices.sbomProvided", "supplier.practices.secureDevelopment"],
	}}
	open(wanting) == set()
}

test_pass_one_wanting if {
	one := object.union(wanting, {"sbomProvided": true, "secureDevelopment": "iec-62443-4-1"})
	found(one) == set()
	open(one) == set()
}

test_unknown_where_the_rest_could_be_wanting if {
	found({"psirt": false}) == set()
	open({"psirt": false}) == {{"fact": concat(".", ["supplier.practices", name])} | some name in ["cvdPolicy", "sbomProvided", "secureDevelopment"]}
}

test_pass_whatever_the_rest_is if open({"psirt": true, "cvdPolicy": true}) == set()
