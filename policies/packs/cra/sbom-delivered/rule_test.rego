package packs.cra.sbom_0001_test

import data.packs.cra.sbom_0001 as rule

found(x) := y if {
	y := rule.finding with input as x
}

test_bad if {
	every x in [
		{"product": {"kind": "hardware", "hasSBOM": false}, "supplier": {"kind": "company"}},
		{"product": {"kind": "hardware", "hasSBOM": false}},
	] {
		found(x) == {{"key": "", "evidence": ["product.hasSBOM"]}}
	}
}

test_good if found({"product": {"kind": "hardware", "hasSBOM": true}, "supplier": {"kind": "company"}}) == set()

test_service if found({"product": {"kind": "service", "hasSBOM": false}, "supplier": {"kind": "company"}}) == set()

test_community if found({"product": {"kind": "software", "hasSBOM": false}, "supplier": {"kind": "community"}}) == set()
