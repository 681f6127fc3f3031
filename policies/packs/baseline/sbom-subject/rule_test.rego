package packs.baseline.sbom_0012_test

import data.packs.baseline.sbom_0012 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_silent if found({}) == {{"key": "", "evidence": []}}

test_stated if found({"root": "router"}) == set()
