package packs.baseline.sbom_0008_test

import data.packs.baseline.sbom_0008 as rule

found(document) := y if {
	y := rule.finding with input as {"document": document}
}

test_bad if {
	found({"completeness": "incomplete"}) == {{"key": "", "completeness": "incomplete", "evidence": []}}
	found({"completeness": "unknown"}) == {{"key": "", "completeness": "unknown", "evidence": []}}
}

test_good if found({"completeness": "complete"}) == set()

test_silent if found({}) == set()
