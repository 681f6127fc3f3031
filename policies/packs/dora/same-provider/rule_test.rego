package packs.dora.concentration_0002_test

import data.packs.dora.concentration_0002 as rule

params := {"dora/CONCENTRATION-0002": {"functions": 2}}

found(assets) := y if {
	y := rule.finding with input as {"assets": assets} with data.params as params
}

function(id) := {"id": id, "class": "dora:critical-or-important-function", "criticality": "high"}

test_bad if {
	found([function("payments"), function("ledger"), object.union(function("web"), {"class": "dora:function"})]) == {{
		"key": "", "link": "serves ledger, payments", "evidence": ["exposure.shares"],
	}}
}

test_good if found([function("payments")]) == set()
