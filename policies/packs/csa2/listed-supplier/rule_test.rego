package packs.csa2.supplier_0001_test

import data.packs.csa2.supplier_0001 as rule

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical"}

act := {
	"regime": "csa2:104", "status": "restricted", "assets": ["core"],
	"authority": "Authority A", "legalBasis": "Act 1", "from": "2027-03-15",
}

exemption := {"regime": "csa2:106", "status": "exempted", "assets": ["core"]}

found(supplier, assets) := y if {
	y := rule.finding with input as {"supplier": supplier, "assets": assets}
}

open(supplier, assets) := y if {
	y := rule.undecided with input as {"supplier": supplier, "assets": assets}
}

test_bad if {
	found({"proposals": [act]}, [core]) == {{
		"key": "core", "link": "serves core",
		"designation": "designated restricted by Authority A under Act 1 from 2027-03-15",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_exempt if found({"proposals": [act, exemption]}, [core]) == set()

test_good if {
	every designations in [[], [object.union(act, {"regime": "national:XA"})], [object.union(act, {"status": "cleared"})]] {
		found({"proposals": designations}, [core]) == set()
		open({"proposals": designations}, [core]) == set()
	}
}

test_other_class if found({"proposals": [act]}, [object.union(core, {"class": "eu5g:transport-transmission"})]) == set()

test_unknown if {
	open({}, [core]) == {{"fact": "supplier.designations"}}
	open({}, [{"id": "edge"}]) == set()
}
