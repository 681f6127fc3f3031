package packs.baseline.sbom_0011_test

import data.packs.baseline.sbom_0011 as rule

found(format, version, stated) := y if {
	y := rule.finding with input as {"document": {"format": format, "specVersion": version}, "product": {"stated": stated}}
}

test_bad if {
	found("CycloneDX", "1.5", true) == {{"key": "", "format": "CycloneDX", "version": "1.5", "evidence": []}}
	found("SPDX", "2.3", true) == {{"key": "", "format": "SPDX", "version": "2.3", "evidence": []}}
}

test_good if {
	found("CycloneDX", "1.6", true) == set()
	found("CycloneDX", "2.0", true) == set()
	found("SPDX", "3.0.1", true) == set()
}

test_no_record if found("SPDX", "2.3", false) == set()
