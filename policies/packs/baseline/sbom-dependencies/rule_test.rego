package packs.baseline.sbom_0004_test

import data.packs.baseline.sbom_0004 as rule

found(components, dependencies) := y if {
	y := rule.finding with input as {"document": {"components": components, "dependencies": dependencies}}
}

test_bad if found(3, 0) == {{"key": "", "components": 3, "evidence": []}}

test_good if found(3, 2) == set()

test_good_nothing_to_relate if found(1, 0) == set()

test_unknown if rule.finding == set() with input as {"document": {}}
