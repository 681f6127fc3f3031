package packs.eu5g.quality_0001_test

import data.packs.eu5g.quality_0001 as rule

all := {"cvdPolicy": true, "psirt": true, "sbomProvided": true, "secureDevelopment": "iec-62443-4-1"}

level(supplier) := y if {
	y := rule.factor with input as {"supplier": supplier}
}

is(lo, hi, evidence) := {{"id": "srp.quality", "level": {"lo": lo, "hi": hi}, "evidence": evidence}}

test_good if level({"practices": all, "incidents": []}) == is(0, 0, [])

test_bad_practices if {
	level({"practices": object.union(all, {"psirt": false, "secureDevelopment": "none"}), "incidents": []}) == is(
		2, 2,
		["supplier.practices.psirt", "supplier.practices.secureDevelopment"],
	)
}

test_bad_incident if level({"practices": all, "incidents": [{"severity": "high"}]}) == is(2, 2, ["supplier.incidents"])

test_unknown if level({"practices": {}}) == is(0, 4, [])

test_unknown_incidents if level({"practices": all}) == is(0, 2, [])
