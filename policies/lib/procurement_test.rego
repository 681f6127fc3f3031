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
