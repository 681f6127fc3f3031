package packs.dora.register_0001_test

import data.packs.dora.register_0001 as rule

open(x) := y if {
	y := rule.undecided with input as x
}

test_good if open({"supplier": {"headquarters": "XA", "control": {"kind": "sole"}}}) == set()

test_unknown if {
	open({"supplier": {"control": {"kind": "notEstablished"}}}) == {{"fact": "supplier.headquarters"}, {"fact": "supplier.control"}}
}
