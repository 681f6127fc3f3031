package packs.nis2.msp_0001_test

import data.packs.nis2.msp_0001 as rule

params := {"nis2/MSP-0001": {"assets": 2, "criticality": "critical"}}

way := {"product": "core-ops", "kind": "managed-service", "access": "privileged", "from": "XB", "assets": ["core", "mano"]}

refs(criticality) := [{"id": "core", "criticality": criticality}, {"id": "mano", "criticality": "moderate"}]

about(access, criticality) := {"exposure": {"access": access}, "assets": refs(criticality), "system": {"assets": 6}}

found(access, criticality) := y if {
	y := rule.finding with input as about(access, criticality) with data.params as params
}

open(access) := y if {
	y := rule.undecided with input as about(access, "low") with data.params as params
}

test_bad_several if found([way, object.union(way, {"product": "billing", "access": "user"})], "low") == {{
	"key": "", "products": "core-ops", "n": 2, "total": 6, "assets": "core, mano", "evidence": ["exposure.access.core-ops"],
}}

test_bad_one_critical if {
	some f in found([object.union(way, {"assets": ["core"]})], "critical")
	f.n == 1
}

test_good_one_asset if {
	access := [object.union(way, {"assets": ["core"]})]
	found(access, "high") == set()
	open(access) == set()
}

test_good_no_privilege if found([object.union(way, {"access": "user"})], "critical") == set()

test_unknown if {
	found([object.remove(way, ["access"])], "critical") == set()
	open([object.remove(way, ["access"])]) == {{"fact": "exposure.access.access"}}
}
