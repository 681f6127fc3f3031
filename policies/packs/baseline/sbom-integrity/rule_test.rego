package packs.baseline.sbom_0006_test

import data.packs.baseline.sbom_0006 as rule

found(components, fields) := y if {
	y := rule.finding with data.params as {"baseline/SBOM-0006": {"share": 0.5}}
		with input as {"document": {"components": components, "with": fields}}
}

test_bad if {
	found(4, {"hash": 1, "license": 2}) == {{"key": "hash", "field": "hash", "share": 0.25, "components": 4, "sources": ["cisa2025:hash", "bsi:hash", "fsct:hash"], "evidence": []}}
}

test_bad_none if {
	found(4, {"license": 4}) == {{"key": "hash", "field": "hash", "share": 0, "components": 4, "sources": ["cisa2025:hash", "bsi:hash", "fsct:hash"], "evidence": []}}
}

test_good if found(4, {"hash": 4, "license": 2}) == set()

test_unknown if rule.finding == set() with input as {"document": {}}
