package packs.baseline.sbom_0003_test

import data.packs.baseline.sbom_0003 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_bad if found({}) == {{"key": "", "evidence": []}}

test_good if found({"created": "2026-01-01T00:00:00Z"}) == set()

test_unknown if rule.finding == set() with input as {}
