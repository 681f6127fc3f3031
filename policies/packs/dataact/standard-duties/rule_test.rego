package packs.dataact.evidence_0005_test

import data.packs.dataact.evidence_0005 as rule

asks := {"dataact/EVIDENCE-0005": [{"id": "dataact:30.3", "title": "Compatible"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({"infrastructureOnly": false}, {"dataact:30.3": "notMet"})) == {{
		"key": "dataact:30.3", "title": "Compatible", "state": "is not met", "evidence": ["evidence.dataact:30.3"],
	}}
}

test_good if {
	every x in [about({"infrastructureOnly": false}, {"dataact:30.3": "met"}), about({"infrastructureOnly": false, "customBuilt": true}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({"infrastructureOnly": false}, {})) == {{"fact": "evidence.dataact:30.3"}}
}
