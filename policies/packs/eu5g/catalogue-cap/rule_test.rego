package packs.eu5g.catalogue_0002_test

import data.packs.eu5g.catalogue_0002 as rule

asks := {"eu5g/CATALOGUE-0002": [{"id": "ukhrv:cap", "title": "Share within the cap"}]}

chosen(name) := {"eu5g/CATALOGUE-0002": {"catalogue": name, "cap": 0.35}}

act := {"status": "restricted", "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01", "assets": ["core", "ran"]}

quoted := "designated restricted by Agency A under Act 1 from 2026-01-01"

ran := {"id": "ran", "class": "eu5g:radio-access-network"}

core := {"id": "core", "class": "eu5g:core-network-functions"}

share(lo, hi) := {"spend": {"lo": lo, "hi": hi}}

serving(assets, shares) := {"supplier": {"designations": [act]}, "assets": assets, "exposure": {"shares": shares}}

found(x, name) := y if {
	y := rule.finding with input as x with data.params as chosen(name) with data.asks as asks
}

open(x, name) := y if {
	y := rule.undecided with input as x with data.params as chosen(name) with data.asks as asks
}

evidence(state) := {"evidence": {"ukhrv:cap": state}}

test_warn_share_of_the_system_decides if {
	x := serving([ran], share(0.62, 0.7))
	found(x, "ukhrv") == {{
		"key": "spend", "designation": quoted, "cap": 0.35, "what": "by spend it has at least 62 % of the system",
		"evidence": ["exposure.shares", "supplier.designations"],
	}}
	open(x, "ukhrv") == set()
}

test_unknown_a_small_share_of_the_system_may_be_large_outside_the_core if {
	x := serving([ran], share(0.2, 0.2))
	found(x, "ukhrv") == set()
	open(x, "ukhrv") == {{"fact": "evidence.ukhrv:cap"}}
}

test_unknown_the_share_may_lie_in_the_core if {
	x := serving([core, ran], share(0.62, 0.62))
	found(x, "ukhrv") == set()
	open(x, "ukhrv") == {{"fact": "evidence.ukhrv:cap"}}
}

test_warn_a_person_found_it_over_the_cap if {
	x := object.union(serving([core, ran], share(0.2, 0.2)), evidence("notMet"))
	found(x, "ukhrv") == {{
		"key": "ukhrv:cap", "designation": quoted, "cap": 0.35, "what": "Share within the cap is not met",
		"evidence": ["evidence.ukhrv:cap", "supplier.designations"],
	}}
}

test_pass_within_the_cap if {
	x := object.union(serving([core, ran], share(0.2, 0.2)), evidence("met"))
	found(x, "ukhrv") == set()
	open(x, "ukhrv") == set()
}

test_pass_in_the_core_only if open(serving([core], share(0.2, 0.2)), "ukhrv") == set()

test_pass_no_act if {
	x := object.union(serving([ran], share(0.9, 0.9)), {"supplier": {"designations": []}})
	found(x, "ukhrv") == set()
	open(x, "ukhrv") == set()
}

test_unknown_whether_there_is_an_act if {
	open({"supplier": {}, "assets": [ran], "exposure": {"shares": {}}}, "ukhrv") == {{"fact": "supplier.designations"}}
}

test_off_unless_chosen if {
	found(serving([ran], share(0.9, 0.9)), "none") == set()
	open({"supplier": {}, "assets": [ran], "exposure": {"shares": {}}}, "none") == set()
}
