package packs.baseline.sbom_0005_test

import data.packs.baseline.sbom_0005 as rule

found(components, fields) := y if {
	y := rule.finding with data.params as {"baseline/SBOM-0005": {"share": 0.8}}
		with input as {"document": {"components": components, "with": fields}}
}

test_bad if {
	found(10, {"name": 10, "version": 8, "supplier": 3}) == {
		{"key": "supplier", "field": "supplier", "share": 0.3, "components": 10, "sources": ["ntia:supplier", "cisa2025:producer", "fsct:supplier"], "evidence": []},
		{"key": "identifier", "field": "identifier", "share": 0, "components": 10, "sources": ["ntia:identifier", "bsi:identifier", "cisa2025:identifier", "fsct:identifier"], "evidence": []},
	}
}

test_good if found(10, {"name": 10, "version": 8, "supplier": 9, "identifier": 10}) == set()

test_good_no_components if found(0, {}) == set()

test_unknown if rule.finding == set() with input as {"document": {}}
