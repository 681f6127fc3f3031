package packs.dataact.evidence_0007_test

import data.packs.dataact.evidence_0007 as rule

asks := {"dataact/EVIDENCE-0007": [{"id": "dataact:29.3", "title": "Costs"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({"switchingCharges": true}, {"dataact:29.3": "notMet"})) == {{
		"key": "dataact:29.3", "title": "Costs", "state": "is not met", "evidence": ["evidence.dataact:29.3"],
	}}
}

test_good if {
	every x in [about({"switchingCharges": true}, {"dataact:29.3": "met"}), about({"switchingCharges": false}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({"switchingCharges": true}, {})) == {{"fact": "evidence.dataact:29.3"}}
}
