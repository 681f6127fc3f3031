package packs.csa2.country_0001_test

import data.packs.csa2.country_0001 as rule

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical"}

edge := {"id": "edge", "class": "eu5g:transport-transmission", "criticality": "high"}

records := {
	"XA": {"memberships": {"eu": false}, "concern": [{"regime": "csa2:100", "authority": "Authority A", "legalBasis": "Act 9", "from": "2027-01-01"}]},
	"XB": {"memberships": {"eu": true}},
	"XC": {"memberships": {"eu": false}, "concern": []},
	"XD": {"memberships": {"eu": false}},
}

about(code, asset) := {
	"supplier": {"established": code, "headquarters": code, "control": {"certain": true, "countries": [code]}},
	"countries": records, "assets": [asset],
}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about("XA", core)) == {{
		"key": "XA", "country": "XA", "ties": "controlled from, established in, headquartered in",
		"acts": "Act 9 of Authority A from 2027-01-01",
		"evidence": ["countries.XA.concern", "supplier.control.countries", "supplier.established", "supplier.headquarters"],
	}}
	open(about("XA", core)) == set()
}

test_good if {
	every x in [about("XB", core), about("XC", core), about("XA", edge), about("XD", edge)] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about("XD", core)) == {{"fact": "countries.XD.concern", "key": "XD"}}
	x := {"supplier": {"control": {"certain": false}}, "countries": records, "assets": [core]}
	found(x) == set()
	open(x) == {{"fact": "supplier.established"}, {"fact": "supplier.headquarters"}, {"fact": "supplier.control.countries"}}
}

test_only_the_record_counts if {
	swapped := object.union(records, {"XA": records.XC, "XC": records.XA})
	found(object.union(about("XA", core), {"countries": swapped})) == set()
	count(found(object.union(about("XC", core), {"countries": swapped}))) == 1
}
