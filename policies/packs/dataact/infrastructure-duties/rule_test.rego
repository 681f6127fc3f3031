package packs.dataact.evidence_0003_test

import data.packs.dataact.evidence_0003 as rule

asks := {"dataact/EVIDENCE-0003": [{"id": "dataact:30.1", "title": "Help"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({"infrastructureOnly": true}, {"dataact:30.1": "notMet"})) == {{
		"key": "dataact:30.1", "title": "Help", "state": "is not met", "evidence": ["evidence.dataact:30.1"],
	}}
}

test_good if {
	every x in [about({"infrastructureOnly": true}, {"dataact:30.1": "met"}), about({"infrastructureOnly": false}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({"infrastructureOnly": true}, {})) == {{"fact": "evidence.dataact:30.1"}}
	open(about({}, {})) == {{"fact": "contract.clauses.infrastructureOnly"}}
}
