package packs.dataact.charge_0001_test

import data.packs.dataact.charge_0001 as rule

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

about(clauses, rest) := {"contract": object.union({"supplierName": "Hylvane", "clauses": clauses}, rest)}

exit(x) := {"exitCharges": x}

test_bad if {
	every rest in [{}, exit({"lo": 0, "hi": 9}), exit({"lo": 9})] {
		x := about({"switchingCharges": true, "customBuilt": false}, rest)
		found(x) == {{"key": "", "supplier": "Hylvane", "evidence": ["contract.clauses.switchingCharges"]}}
		open(x) == set()
	}
}

test_good if {
	every x in [
		about({"switchingCharges": false}, exit({"lo": 9, "hi": 9})),
		about({"switchingCharges": true, "customBuilt": true}, {}),
		about({}, exit({"lo": 0, "hi": 0})),
	] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	x := about({"switchingCharges": true}, {})
	found(x) == set()
	open(x) == {{"fact": "contract.clauses.customBuilt"}}
	open(about({}, {})) == {{"fact": "contract.clauses.switchingCharges"}, {"fact": "contract.clauses.customBuilt"}}
}
