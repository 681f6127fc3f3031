package packs.csa2.alternatives_0001_test

import data.packs.csa2.alternatives_0001 as rule

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical"}

act := {
	"regime": "csa2:104", "status": "restricted", "assets": ["core"],
	"authority": "Authority A", "legalBasis": "Act 1", "from": "2027-03-15",
}

exemption := {"regime": "csa2:106", "status": "exempted", "assets": ["core"]}

about(product, designations) := {"product": product, "supplier": {"proposals": designations}, "assets": [core]}

found(x) := y if {
	y := rule.finding with input as x
}

open(x) := y if {
	y := rule.undecided with input as x
}

test_bad if {
	found(about({"alternatives": 0}, [act])) == {{
		"key": "csa2:104",
		"designation": "designated restricted by Authority A under Act 1 from 2027-03-15",
		"evidence": ["supplier.designations", "product.alternatives"],
	}}
}

test_good if {
	every x in [about({"alternatives": 2}, [act]), about({"alternatives": 0}, []), about({"alternatives": 0}, [act, exemption])] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if open(about({}, [act])) == {{"fact": "product.alternatives"}}
