package lib.procurement_test

import data.lib.procurement

records := {
	"XA": {"memberships": {"eu": false}, "agreements": {"procurementAccess": false}},
	"XB": {"memberships": {"eu": false}, "agreements": {"procurementAccess": true}},
	"XC": {"memberships": {"eu": true}},
	"XD": {"memberships": {"eu": false}, "agreements": {}},
}

test_outside if {
	[procurement.outside(records, code) | some code in ["XA", "XB", "XC", "XD", "XE"]] == ["yes", "no", "no", "unknown", "unknown"]
}

test_makes if procurement.makes({"sites": [{"kind": "manufacture", "country": "XA"}, {"kind": "support", "country": "XB"}]}) == {"XA"}

test_open if {
	procurement.open(records, "XA") == set()
	procurement.open(records, "XD") == {"countries.XD.agreements.procurementAccess"}
	procurement.open(records, "XE") == {"countries.XE.memberships", "countries.XE.agreements"}
}

origins(shares) := [{"country": code, "share": share} | some code, share in shares]

test_foreign if {
	procurement.foreign(origins({"XA": 0.75, "XB": 0.25}), records) == {"lo": 0.75, "hi": 0.75}
	procurement.foreign(origins({"XA": 0.25, "XC": 0.5}), records) == {"lo": 0.25, "hi": 0.5}
	procurement.foreign(origins({"XE": 1}), records) == {"lo": 0, "hi": 1}
	procurement.foreign([{"country": "XA"}, {"country": "XB", "share": 0.5}], records) == {"lo": 0, "hi": 0.5}
}

test_undecided if {
	procurement.undecided(origins({"XA": 1}), records) == set()
	procurement.undecided(origins({"XD": 0.5}), records) == {"product.origins", "countries.XD.agreements.procurementAccess"}
}
