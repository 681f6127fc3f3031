package packs.baseline.support_0001_test

import data.packs.baseline.support_0001 as rule

about(fields) := {"product": object.union({"kind": "hardware"}, fields)}

found(fields) := y if {
	y := rule.finding with input as about(fields)
}

open(fields) := y if {
	y := rule.undecided with input as about(fields)
}

test_bad if {
	found({"supported": false, "supportUntil": "2025-01-31"}) == {{"key": "", "until": "2025-01-31", "evidence": ["product.supportUntil"]}}
	open({"supported": false, "supportUntil": "2025-01-31"}) == set()
}

test_good if {
	found({"supported": true, "supportUntil": "2031-01-31"}) == set()
	open({"supported": true, "supportUntil": "2031-01-31"}) == set()
}

test_unknown if {
	found({}) == set()
	open({}) == {{"fact": "product.supported"}}
}

test_service if {
	found({"kind": "service", "supported": false}) == set()
	open({"kind": "service"}) == set()
}
