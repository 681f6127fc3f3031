package packs.procurement.origin_0002_test

import data.packs.procurement.origin_0002 as rule

records := {
	"XA": {"memberships": {"eu": false}, "agreements": {"procurementAccess": false}},
	"XB": {"memberships": {"eu": false}, "agreements": {"procurementAccess": true}},
}

about(shares) := {
	"product": {"kind": "hardware", "origins": [{"country": code, "share": share} | some code, share in shares]},
	"countries": records,
}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about({"XA": 0.75, "XB": 0.25})) == {{
		"key": "", "countries": "XA", "share": {"lo": 0.75, "hi": 0.75},
		"evidence": ["countries.XA.agreements", "product.origins"],
	}}
	open(about({"XA": 0.75, "XB": 0.25})) == set()
}

test_good if {
	every x in [about({"XA": 0.5, "XB": 0.5}), object.union(about({"XA": 1}), {"product": {"kind": "service"}}), {"product": {"kind": "hardware"}}] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	found(about({"XA": 0.5})) == set()
	open(about({"XA": 0.5})) == {{"fact": "product.origins"}}
	open(about({"XC": 1})) == {{"fact": "countries.XC.agreements"}, {"fact": "countries.XC.memberships"}}
}

test_a_person_is_believed_first if {
	x := object.union(about({"XA": 1}), {"evidence": {"dir25:85.2": "met"}})
	found(x) == set()
	open(x) == set()
}

test_only_the_record_counts if {
	x := object.union(about({"XA": 1}), {"countries": {"XA": records.XB}})
	found(x) == set()
}
