package lib.sbomformat_test

import data.lib.sbomformat

versions := {"CycloneDX": ["1.3", "1.4"], "SPDX": ["2."]}

test_within if {
	sbomformat.within({"format": "SPDX", "specVersion": "2.3"}, versions)
	every version in ["1.5", "1.6"] {
		not sbomformat.within({"format": "CycloneDX", "specVersion": version}, versions)
	}
}

test_can if {
	sbomformat.can({"format": "CycloneDX", "specVersion": "1.6"}, versions)
	not sbomformat.can({"format": "CycloneDX", "specVersion": "1.4"}, versions)
	not sbomformat.can({"format": "other", "specVersion": "9"}, versions)
}
