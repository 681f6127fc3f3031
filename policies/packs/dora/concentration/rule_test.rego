package packs.dora.concentration_0001_test

import data.packs.dora.concentration_0001 as rule

params := {"dora/CONCENTRATION-0001": {"share": 0.5}}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

about(by, cr1) := {"concentration": {by: {"spend": {"n": 2, "cr1": cr1, "largestName": "Hylvane"}}}}

test_bad if {
	x := about("owner", {"lo": 0.6, "hi": 0.8})
	found(x) == {{
		"key": "owner/spend", "what": "group", "largest": "Hylvane", "basis": "spend",
		"share": {"lo": 0.6, "hi": 0.8}, "evidence": ["concentration"],
	}}
	open(x) == set()
}

both(supplier, owner) := {"concentration": object.union(about("supplier", supplier).concentration, about("owner", owner).concentration)}

test_group_is_told_where_it_is_news if {
	{f.key | some f in found(both({"lo": 0.4, "hi": 0.4}, {"lo": 0.6, "hi": 0.6}))} == {"owner/spend"}
	{f.key | some f in found(both({"lo": 0.8, "hi": 0.8}, {"lo": 0.8, "hi": 1}))} == {"supplier/spend"}
	units := {"concentration": {"supplier": {"units": {"cr1": {"lo": 0, "hi": 0.5}}}, "owner": {"spend": {"cr1": {"lo": 0.6, "hi": 0.6}}}}}
	{f.key | some f in found(units)} == {"owner/spend"}
}

test_good if {
	x := about("supplier", {"lo": 0.5, "hi": 0.5})
	found(x) == set()
	open(x) == set()
}

test_unknown if {
	x := about("supplier", {"lo": 0.4, "hi": 0.7})
	found(x) == set()
	open(x) == {{"fact": "concentration.supplier.spend"}}
}
