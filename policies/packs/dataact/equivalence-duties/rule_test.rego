package packs.dataact.evidence_0002_test

import data.packs.dataact.evidence_0002 as rule

asks := {"dataact/EVIDENCE-0002": [{"id": "dataact:23.d", "title": "No obstacle"}]}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

about(clauses, evidence) := {"contract": {"clauses": clauses}, "evidence": evidence}

test_bad if {
	found(about({}, {"dataact:23.d": "notMet"})) == {{
		"key": "dataact:23.d", "title": "No obstacle", "state": "is not met", "evidence": ["evidence.dataact:23.d"],
	}}
}

test_good if {
	every x in [about({}, {"dataact:23.d": "met"}), about({"customBuilt": true}, {})] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about({}, {})) == {{"fact": "evidence.dataact:23.d"}}
}
