package packs.nis2art22.influence_0001_test

import data.packs.nis2art22.influence_0001 as rule

params := {"nis2art22/INFLUENCE-0001": {"level": 3, "criticality": "high"}}

countries := {"XA": {
	"code": "XA", "memberships": {"eu": false}, "agreements": {"dataProtectionAdequacy": false, "securityInformation": false},
	"law": {"compelledAssistance": true, "independentReview": false},
}}

grid := {"id": "grid", "criticality": "critical", "cleared": false}

# At home in XA, with nothing else there.
home := {
	"id": "teliqon", "direct": true, "established": "XA", "headquarters": "XA", "sites": [], "stateLinks": [],
	"control": {"kind": "dispersed", "certain": true, "stateControlled": false, "countries": ["XA"], "decisive": [], "significant": []},
}

about(supplier, assets) := {"supplier": object.union(home, supplier), "countries": countries, "exposure": {"access": []}, "assets": assets}

found(x) := y if {
	y := rule.finding with input as x with data.params as params
}

open(x) := y if {
	y := rule.undecided with input as x with data.params as params
}

linked := {"stateLinks": [{"country": "XA", "kind": "military"}]}

test_bad if {
	x := about(linked, [grid])
	{f.key | some f in found(x)} == {"gov_link", "legislation"}
	{
		"key": "gov_link",
		"links": "serves grid",
		"factor": "link to the government of a third country (XA)",
		"level": "level 4 of 4 (critical)",
		"evidence": ["supplier.stateLinks"],
	} in found(x)
}

# Where the supplier is at home is no indicator by itself.
test_good if {
	x := about({}, [grid])
	found(x) == set()
	open(x) == set()
}

test_not_asked if {
	every a in [
		object.union(grid, {"criticality": "moderate"}),
		object.union(grid, {"cleared": true}),
		object.union(grid, {"class": "eu5g:nfv-mano"}),
	] {
		found(about(linked, [a])) == set()
		open(about({"sites": null}, [a])) == set()
	}
}

test_unknown if {
	x := {"supplier": object.remove(home, ["stateLinks"]), "countries": countries, "exposure": {"access": []}, "assets": [grid]}
	found(x) == set()
	open(x) == {{"fact": "supplier.stateLinks"}}
	open(object.union(x, {"supplier": {"direct": false}})) == set()
}
