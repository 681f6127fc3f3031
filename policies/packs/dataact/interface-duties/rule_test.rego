package packs.dataact.evidence_0004_test

import data.packs.dataact.evidence_0004 as rule

asks := {"dataact/EVIDENCE-0004": [{"id": "dataact:30.2", "title": "Open interfaces"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({"infrastructureOnly": false}, {"dataact:30.2": "notMet"})) == {{
		"key": "dataact:30.2", "title": "Open interfaces", "state": "is not met", "evidence": ["evidence.dataact:30.2"],
	}}
}

test_good if {
	every x in [about({"infrastructureOnly": false}, {"dataact:30.2": "met"}), about({"infrastructureOnly": true}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({"infrastructureOnly": false}, {})) == {{"fact": "evidence.dataact:30.2"}}
}
