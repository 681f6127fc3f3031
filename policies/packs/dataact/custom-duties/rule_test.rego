package packs.dataact.evidence_0006_test

import data.packs.dataact.evidence_0006 as rule

asks := {"dataact/EVIDENCE-0006": [{"id": "dataact:31.3", "title": "Told before"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({"customBuilt": true}, {"dataact:31.3": "notMet"})) == {{
		"key": "dataact:31.3", "title": "Told before", "state": "is not met", "evidence": ["evidence.dataact:31.3"],
	}}
}

test_good if {
	every x in [about({"customBuilt": true}, {"dataact:31.3": "met"}), about({}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({"customBuilt": true}, {})) == {{"fact": "evidence.dataact:31.3"}}
}
