package packs.procurement.origin_0001_test

import data.packs.procurement.origin_0001 as rule

records := {
	"XA": {"memberships": {"eu": false}, "agreements": {"procurementAccess": false}},
	"XB": {"memberships": {"eu": false}, "agreements": {"procurementAccess": true}},
}

about(codes) := {"supplier": {"sites": [{"kind": "manufacture", "country": c} | some c in codes]}, "countries": records}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about(["XA", "XB"])) == {{"key": "", "countries": "XA", "evidence": ["countries.XA.agreements", "supplier.sites"]}}
	open(about(["XA", "XB"])) == set()
}

test_good if {
	found(about(["XB"])) == set()
	open(about(["XB"])) == set()
}

test_unknown if {
	found(about(["XC"])) == set()
	open(about(["XC"])) == {{"fact": "countries.XC.agreements"}, {"fact": "countries.XC.memberships"}}
	open({"supplier": {}, "countries": {}}) == set()
}

test_only_the_record_counts if {
	swapped := {"XA": records.XB, "XB": records.XA}
	found(object.union(about(["XA"]), {"countries": swapped})) == set()
	some f in found({"supplier": {"sites": [{"kind": "manufacture", "country": "XB"}]}, "countries": swapped})
	f.countries == "XB"
}
