package packs.baseline.sbom_0013_test

import data.packs.baseline.sbom_0013 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document} with data.params as {"baseline/SBOM-0013": {"share": 0.8}}
}

test_bad if {
	found({"components": 10, "dependencies": 3, "with": {"relationship": 4}}) == {{"key": "", "share": 0.4, "components": 10, "evidence": []}}
}

test_good if found({"components": 10, "dependencies": 9, "with": {"relationship": 10}}) == set()

test_said_elsewhere if found({"components": 10, "dependencies": 0, "with": {"relationship": 0}}) == set()

test_not_counted if found({"components": 10, "dependencies": 3}) == set()
