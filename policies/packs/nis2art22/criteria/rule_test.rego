package packs.nis2art22.criteria_0001_test

import data.packs.nis2art22.criteria_0001 as rule

supplier := {
	"id": "teliqon", "established": "XA", "headquarters": "XA", "sites": [], "stateLinks": [],
	"control": {"kind": "dispersed", "certain": true, "stateControlled": false, "countries": ["XA"], "decisive": [], "significant": []},
}

countries := {"XA": {"code": "XA", "memberships": {"eu": false}, "law": {"compelledAssistance": true, "independentReview": false}}}

profile(x) := {f.id: f.level | some f in y} if {
	y := rule.factor with input as x
}

test_bad if {
	profile({
		"supplier": supplier, "countries": countries,
		"assets": [{"id": "grid", "criticality": "critical"}, {"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}],
		"exposure": {
			"access": [],
			"shares": {"spend": {"lo": 0.6, "hi": 0.8}, "criticality": {"lo": 0.2, "hi": 0.2}, "reach": {"lo": 1, "hi": 1}},
			"lockIn": {"dimensions": {"alternatives": {"lo": 1, "hi": 1}}},
			"singlePointOf": [
				{"asset": "grid", "criticality": "high", "certainty": "certain"},
				{"asset": "web", "criticality": "critical", "certainty": "possible"},
			],
		},
	}) == {
		"rec91.i_reliance": {"lo": 2, "hi": 4},
		"rec91.ii_functions": 4,
		"rec91.iii_alternatives": {"lo": 4, "hi": 4},
		"rec91.iv_resilience": {"lo": 3, "hi": 4},
		"rec91.third_country": {"lo": 2, "hi": 2},
	}
}

test_good if {
	profile({
		"supplier": supplier, "countries": {"XA": {"code": "XA", "memberships": {"eu": true}}},
		"assets": [{"id": "web", "criticality": "low"}],
		"exposure": {
			"access": [], "shares": {"spend": {"lo": 0, "hi": 0}}, "singlePointOf": [],
			"lockIn": {"dimensions": {"alternatives": {"lo": 0.25, "hi": 0.5}}},
		},
	}) == {
		"rec91.i_reliance": {"lo": 0, "hi": 0},
		"rec91.ii_functions": 1,
		"rec91.iii_alternatives": {"lo": 1, "hi": 2},
		"rec91.iv_resilience": {"lo": 0, "hi": 0},
		"rec91.third_country": {"lo": 0, "hi": 0},
	}
}

test_unknown if {
	profile({
		"supplier": {"id": "vantar", "control": {"kind": "notEstablished"}}, "countries": {},
		"assets": [{"id": "web", "criticality": "low"}], "exposure": {"shares": {"spend": {"lo": 0.3}}},
	}) == {
		"rec91.i_reliance": {"lo": 1, "hi": 4},
		"rec91.ii_functions": 1,
		"rec91.iii_alternatives": {"lo": 0, "hi": 4},
		"rec91.iv_resilience": {"lo": 0, "hi": 0},
		"rec91.third_country": {"lo": 0, "hi": 3},
	}
}

# What a factor rests on is named; a supplier of 5G networks alone has no
# profile here.
test_facts if {
	x := {"supplier": supplier, "countries": countries, "assets": [{"id": "web", "criticality": "low"}], "exposure": {"access": [], "singlePointOf": []}}
	f := rule.factor with input as x
	{g.evidence | some g in f} == {["exposure.shares"], ["assets"], ["exposure.lockIn"], ["exposure.singlePointOf"], ["countries.XA.law", "supplier.established", "supplier.headquarters"]}
	none := rule.factor with input as object.union(x, {"assets": [{"id": "mano", "class": "eu5g:nfv-mano", "criticality": "critical"}]})
	none == set()
}
