package packs.cra.sbom_0002_test

import data.packs.cra.sbom_0002 as rule

found(sbom) := y if {
	y := rule.finding with input as {"sbom": sbom}
}

test_no_dependency if {
	found({"components": 4, "dependencies": 0, "root": "router"}) == {{"key": "", "why": "it lists components without any dependency", "evidence": []}}
}

test_no_subject if {
	found({"components": 4, "dependencies": 3}) == {{"key": "", "why": "it does not name the product it is about", "evidence": []}}
}

test_good if {
	found({"components": 4, "dependencies": 3, "root": "router"}) == set()
	found({"components": 1, "dependencies": 0, "root": "router"}) == set()
}

test_no_sbom if {
	y := rule.finding with input as {}
	y == set()
}
