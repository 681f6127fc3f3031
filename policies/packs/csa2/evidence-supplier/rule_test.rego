package packs.csa2.evidence_0002_test

import data.packs.csa2.evidence_0002 as rule

asks := {"csa2/EVIDENCE-0002": [{"id": "csa2:100.ties", "title": "Ties"}, {"id": "csa2:105-107", "title": "Exemption"}]}

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical"}

act := {
	"regime": "csa2:104", "status": "restricted", "assets": ["core"],
	"authority": "Authority A", "legalBasis": "Act 1", "from": "2027-03-15",
}

exemption := {"regime": "csa2:106", "status": "exempted", "assets": ["core"]}

records := {"XA": {"memberships": {"eu": false}}, "XB": {"memberships": {"eu": true}}}

about(code, designations, evidence, assets) := {
	"supplier": {
		"established": code, "headquarters": code, "proposals": designations,
		"control": {"certain": true, "countries": [code]},
	},
	"countries": records, "assets": assets, "evidence": evidence,
}

found(x) := y if {
	y := rule.finding with input as x with data.asks as asks
}

open(x) := y if {
	y := rule.undecided with input as x with data.asks as asks
}

test_bad if {
	found(about("XA", [], {"csa2:100.ties": "notMet"}, [core])) == {{
		"key": "csa2:100.ties", "title": "Ties", "state": "is not met",
		"evidence": ["evidence.csa2:100.ties"],
	}}
}

test_good if {
	every x in [about("XB", [], {}, [core]), about("XA", [], {}, []), about("XA", [], {"csa2:100.ties": "met"}, [core])] {
		found(x) == set()
		open(x) == set()
	}
}

test_unknown if {
	open(about("XA", [], {}, [core])) == {{"fact": "evidence.csa2:100.ties"}}
	open(about("XB", [act], {}, [core])) == {{"fact": "evidence.csa2:105-107"}}
	open(about("XB", [act, exemption], {}, [core])) == set()
}

test_records_of_countries_decide if {
	every acts in [[], [{"regime": "csa2:100", "authority": "Authority A", "legalBasis": "Act 9", "from": "2027-01-01"}]] {
		x := object.union(about("XA", [], {}, [core]), {"countries": {"XA": {"memberships": {"eu": false}, "concern": acts}}})
		open(x) == set()
	}
}
