package packs.eu5g.supplier_0004_test

import data.packs.eu5g.supplier_0004 as rule

params := {"eu5g/SUPPLIER-0004": {"sensitivity": "high"}}

core := {"id": "core", "class": "eu5g:core-network-functions", "criticality": "critical", "sensitivity": "critical"}

act := {
	"regime": "national:XA", "status": "restricted", "assets": ["core"],
	"authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01",
}

found(designation, asset) := x if {
	x := rule.finding with data.params as params
		with input as {"supplier": {"designations": [designation]}, "assets": [asset]}
}

test_fail_designation_covers_key_asset if {
	found(act, core) == {{
		"key": "core", "link": "serves core (eu5g:core-network-functions)",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_fail_asset_needs_it_through_others if {
	found(act, object.union(core, {"through": "transport, mano"})) == {{
		"key": "core", "link": "stands behind what core (eu5g:core-network-functions) needs through transport, mano",
		"designation": "designated restricted by Agency A under Act 1 from 2026-01-01",
		"evidence": ["supplier.designations", "exposure.shares"],
	}}
}

test_fail_status_is_not_printed_without_act if {
	some f in found(object.remove(act, ["legalBasis"]), core)
	f.designation == "under a binding designation whose authority, act or date is not established"
}

test_pass_cleared if found(object.union(act, {"status": "cleared"}), core) == set()

test_pass_other_asset if found(object.union(act, {"assets": ["edge"]}), core) == set()

test_pass_less_sensitive_asset if found(act, object.union(core, {"sensitivity": "moderate"})) == set()

test_pass_no_key_asset if found(act, object.remove(core, ["sensitivity"])) == set()
