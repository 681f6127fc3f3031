package packs.dora.termination_0001_test

import data.packs.dora.termination_0001 as rule

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

clauses := {"terminationForBreach": true, "terminationForChange": true, "terminationForWeakness": true, "terminationForSupervision": true}

about(free, changes) := {"contract": object.union(free, {"supplierName": "Hylvane", "clauses": object.union(clauses, changes)})}

test_bad if {
	x := about({"terminationForConvenience": false}, {"terminationForSupervision": false})
	found(x) == {{
		"key": "terminationForSupervision", "case": "a loss of effective supervision (article 28(7)(d))",
		"supplier": "Hylvane", "evidence": ["contract.clauses.terminationForSupervision"],
	}}
	open(x) == set()
}

test_good if {
	every x in [about({}, {}), about({"terminationForConvenience": true}, {"terminationForBreach": false}), {"contract": {"terminationForConvenience": true, "clauses": {}}}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := {"contract": {"clauses": {"terminationForBreach": true, "terminationForChange": true, "terminationForWeakness": false}}}
	found(x) == set()
	open(x) == {{"fact": "contract.clauses.terminationForSupervision"}, {"fact": "contract.terminationForConvenience"}}
}
