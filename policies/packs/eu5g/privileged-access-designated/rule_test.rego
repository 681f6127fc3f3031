package packs.eu5g.access_0002_test

import data.packs.eu5g.access_0002 as rule

act := {"status": "restricted", "assets": ["core"], "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01"}

way := {"product": "amf", "kind": "support", "access": "privileged", "from": "XB", "assets": ["core", "edge"]}

found(acts, ways) := x if {
	x := rule.finding with input as {"supplier": {"designations": acts}, "exposure": {"access": ways}}
}

test_fail_designated_with_access if {
	found([act], [way]) == {{
		"key": "amf/core", "product": "amf", "asset": "core",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.access.amf"],
	}}
}

test_pass_asset_not_covered if found([object.union(act, {"assets": ["billing"]})], [way]) == set()

test_pass_cleared if found([object.union(act, {"status": "cleared"})], [way]) == set()

test_pass_user_access if found([act], [object.union(way, {"access": "user"})]) == set()

test_unknown_finds_nothing if rule.finding == set() with input as {"supplier": {}, "exposure": {}}
