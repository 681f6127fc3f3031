package packs.baseline.sbom_0001_test

import data.packs.baseline.sbom_0001 as rule

found(errors) := y if {
	y := rule.finding with input as {"document": {"errors": errors}}
}

test_bad if found(2) == {{"key": "", "errors": 2, "evidence": []}}

test_good if found(0) == set()

test_unknown if rule.finding == set() with input as {}
