package packs.baseline.sbom_0007_test

import data.packs.baseline.sbom_0007 as rule

found(document) := y if {
	y := rule.finding with input as {"document": object.union({"format": "CycloneDX", "specVersion": "1.6"}, document)}
}

test_silent if found({}) == {{"key": "", "evidence": []}}

test_no_place_for_it if {
	found({"specVersion": "1.2"}) == set()
	found({"format": "SPDX", "specVersion": "2.3"}) == set()
}

test_stated if {
	every x in ["complete", "incomplete", "unknown"] {
		found({"completeness": x}) == set()
	}
}
