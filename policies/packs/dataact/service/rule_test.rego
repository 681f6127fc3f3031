package packs.dataact.service_0001_test

import data.packs.dataact.service_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

about(contracts) := object.union({"product": {"kind": "service", "stated": true}}, contracts)

test_good if {
	open(about({"contracts": [{"clauses": {"dataAct": false}}]})) == set()
	open({"product": {"kind": "software", "stated": true}}) == set()
	open({"product": {"kind": "service", "stated": false}}) == set()
}

test_unknown if {
	open(about({"contracts": [{"clauses": {"dataAct": true}}, {"clauses": {}}]})) == {{"fact": "contracts.clauses.dataAct"}}
	open(about({})) == {{"fact": "contracts"}}
}
