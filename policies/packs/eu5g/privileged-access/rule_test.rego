package packs.eu5g.access_0001_test

import data.packs.eu5g.access_0001 as rule

way := {"product": "amf", "kind": "managed-service", "access": "privileged", "from": "XB", "assets": ["core"]}

test_warn_privileged if {
	rule.finding == {{
		"key": "amf/managed-service", "product": "amf", "kind": "managed-service", "from": "XB",
		"evidence": ["exposure.access.amf"],
	}} with input as {"exposure": {"access": [way]}}
}

test_warn_place_not_established if {
	some f in rule.finding with input as {"exposure": {"access": [object.remove(way, ["from"])]}}
	f.from == "not established"
}

test_pass_other_access if {
	in_scope := {"exposure": {"access": [object.union(way, {"access": "user"})]}}
	rule.finding == set() with input as in_scope
	rule.undecided == set() with input as in_scope
}

test_unknown_kind_of_access if {
	rule.undecided == {{"fact": "exposure.access.access"}} with input as {"exposure": {"access": [object.remove(way, ["access"])]}}
}

test_unknown_nobody_says if rule.finding == set() with input as {"exposure": {}}
