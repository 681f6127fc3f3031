package packs.baseline.sbom_0010_test

import data.packs.baseline.sbom_0010 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_silent if {
	found({"format": "CycloneDX", "specVersion": "1.6"}) == {{"key": "", "evidence": []}}
	found({"format": "SPDX", "specVersion": "3.0.1"}) == {{"key": "", "evidence": []}}
}

test_stated if found({"format": "CycloneDX", "specVersion": "1.6", "lifecycles": ["build"]}) == set()

test_no_place_for_it if {
	found({"format": "CycloneDX", "specVersion": "1.4"}) == set()
	found({"format": "SPDX", "specVersion": "2.3"}) == set()
}
