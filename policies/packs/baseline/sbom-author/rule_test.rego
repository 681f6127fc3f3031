package packs.baseline.sbom_0002_test

import data.packs.baseline.sbom_0002 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_bad if found({}) == {{"key": "", "evidence": []}}

test_good if found({"authors": ["Teliqon AB"]}) == set()

test_unknown if rule.finding == set() with input as {}
