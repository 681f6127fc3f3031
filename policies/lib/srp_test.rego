package lib.srp_test

import data.lib.srp

# Two fictional countries: XA is outside the EU and its law compels
# assistance without checks; XB is a Member State with the same law.
xa := {
	"memberships": {"eu": false},
	"law": {"compelledAssistance": true, "independentReview": false},
	"agreements": {"dataProtectionAdequacy": false, "securityInformation": false},
}

xb := object.union(xa, {"memberships": {"eu": true}})

countries := {"XA": xa, "XB": xb}

quiet := {"kind": "dispersed", "certain": true, "stateControlled": false, "decisive": [], "significant": []}

home(code) := {"established": code, "headquarters": code, "sites": [], "stateLinks": [], "control": quiet}

with_site(kind, code) := object.union(home("XB"), {"sites": [{"kind": kind, "country": code}]})

reaching(code) := {"access": [{"product": "p", "kind": "managed-service", "access": "privileged", "from": code, "assets": []}]}

nowhere := {"access": []}

nothing := {"level": {"lo": 0, "hi": 0}, "evidence": [], "words": "", "open": set()}

without_checks := "law that compels assistance, without an independent review and without an agreement with the EU on data protection or security of information (XA)"

# exactly is what is stated and leaves nothing open.
exactly(level, words, evidence) := {"level": {"lo": level, "hi": level}, "words": words, "evidence": evidence, "open": set()}

test_member_state_and_clean_supplier_is_none if {
	srp.interference(home("XB"), countries, nowhere) == {
		"gov_link": nothing, "legislation": nothing, "ownership": nothing, "pressure": nothing,
	}
}

test_country_alone_reaches_moderate_only if {
	srp.interference(home("XA"), countries, nowhere) == {
		"gov_link": nothing, "ownership": nothing, "pressure": nothing,
		"legislation": exactly(2, without_checks, ["countries.XA.agreements", "countries.XA.law", "supplier.established", "supplier.headquarters"]),
	}
}

test_site_is_a_link if {
	s := with_site("development", "XA")
	srp.legislation(s, countries, nowhere) == exactly(3, without_checks, ["countries.XA.agreements", "countries.XA.law", "supplier.sites"])
	srp.pressure(s, countries, nowhere) == exactly(3, "a site in a third country whose law compels assistance (XA)", ["countries.XA.law", "supplier.sites"])
}

test_manufacture_is_pressure_but_no_reach_of_law if {
	s := with_site("manufacture", "XA")
	srp.legislation(s, countries, nowhere) == nothing
	srp.pressure(s, countries, nowhere) == exactly(2, "a site in a third country whose law compels assistance (XA)", ["countries.XA.law", "supplier.sites"])
}

test_privileged_access_is_a_link if {
	srp.legislation(home("XB"), countries, reaching("XA")) == exactly(3, without_checks, ["countries.XA.agreements", "countries.XA.law", "exposure.access"])
	srp.pressure(home("XB"), countries, reaching("XA")) == exactly(3, "privileged access from a third country whose law compels assistance (XA)", ["countries.XA.law", "exposure.access"])
}

test_site_and_access_press_together if {
	found := srp.pressure(with_site("hosting", "XA"), countries, reaching("XA"))
	found == exactly(3, "a site in, and privileged access from, a third country whose law compels assistance (XA)", ["countries.XA.law", "exposure.access", "supplier.sites"])
}

test_certain_control_is_a_link if {
	s := object.union(home("XB"), {"control": {"kind": "sole", "certain": true, "countries": ["XA"], "stateControlled": false}})
	srp.legislation(s, countries, nowhere) == exactly(3, without_checks, ["countries.XA.agreements", "countries.XA.law", "supplier.control"])
}

# The tie at home is weaker than the one by the site: only what the level
# rests on is named.
test_the_strongest_tie_is_named if {
	s := object.union(home("XA"), {"sites": [{"kind": "support", "country": "XA"}]})
	srp.legislation(s, countries, nowhere) == exactly(3, without_checks, ["countries.XA.agreements", "countries.XA.law", "supplier.sites"])
}

# XC has an agreement with the EU, XD a review: each wording names its own.
test_countries_by_what_is_wanting if {
	xc := object.union(xa, {"agreements": {"securityInformation": true}})
	xd := object.union(xa, {"law": {"independentReview": true}})
	s := object.union(home("XB"), {"sites": [{"kind": "support", "country": code} | some code in ["XC", "XD"]]})
	srp.legislation(s, object.union(countries, {"XC": xc, "XD": xd}), nowhere) == exactly(
		3,
		"law that compels assistance, without an agreement with the EU on data protection or security of information (XD); law that compels assistance, without an independent review (XC)",
		["countries.XC.law", "countries.XD.agreements", "countries.XD.law", "supplier.sites"],
	)
}

test_countries_of_one_wording_are_listed if {
	s := object.union(home("XB"), {"sites": [{"kind": "support", "country": code} | some code in ["XC", "XA"]]})
	srp.pressure(s, object.union(countries, {"XC": xa}), nowhere) == exactly(
		3, "a site in a third country whose law compels assistance (XA, XC)",
		["countries.XA.law", "countries.XC.law", "supplier.sites"],
	)
}

test_state_links_by_kind if {
	every kind, level in srp.link_level {
		s := object.union(home("XB"), {"stateLinks": [{"country": "XA", "kind": kind}]})
		srp.gov_link(s, countries) == exactly(level, "link to the government of a third country (XA)", ["supplier.stateLinks"])
	}
}

test_link_to_member_state_is_none if {
	s := object.union(home("XB"), {"stateLinks": [{"country": "XB", "kind": "golden-share"}]})
	srp.gov_link(s, countries) == nothing
}

test_state_control if {
	s := object.union(home("XB"), {"control": {"kind": "sole", "certain": true, "countries": ["XA"], "stateControlled": true}})
	srp.ownership(s, countries) == exactly(3, "control by the state of a third country (XA)", ["supplier.control"])
	srp.ownership(s, {}) == object.union(nothing, {"level": {"hi": 3}, "open": {{"level": 3, "fact": "countries.XA.memberships"}}})
	srp.ownership(object.union(s, {"control": {"countries": []}}), countries) == object.union(nothing, {"level": {"hi": 3}, "open": {{"level": 3, "fact": "supplier.control.countries"}}})
}

# held is a supplier at home in a Member State with owners as given.
held(control) := object.union(home("XB"), {"control": control})

veto(code) := {"holder": concat("", ["state:", code]), "kind": "state", "country": code, "by": "veto", "certain": true}

quarter(code) := {"holder": concat("", ["state:", code]), "kind": "state", "country": code, "share": {"lo": 0.3, "hi": 0.3}, "certain": true}

perhaps(row) := object.union(row, {"certain": false})

# A right that is documented is influence, whoever has the control.
test_decisive_influence_of_a_state if {
	srp.ownership(held({"decisive": [veto("XA")]}), countries) == exactly(3, "decisive influence of the state of a third country (XA)", ["supplier.control.decisive"])
	srp.ownership(held({"decisive": [veto("XB")]}), countries) == nothing
}

test_decisive_influence_beside_the_control_of_a_member_state if {
	s := held({"stateControlled": true, "countries": ["XB"], "decisive": [veto("XA"), veto("XB")]})
	srp.ownership(s, countries) == exactly(3, "decisive influence of the state of a third country (XA)", ["supplier.control.decisive"])
}

test_significant_holding_of_a_state if {
	srp.ownership(held({"significant": [quarter("XA")]}), countries) == exactly(2, "a holding of at least 25 % by the state of a third country (XA)", ["supplier.control.significant"])
	srp.ownership(held({"significant": [quarter("XB")]}), countries) == nothing
}

test_influence_of_a_company_is_no_state if {
	company := {"holder": "qanta", "kind": "company", "country": "XA", "by": "board-majority", "certain": true}
	s := held({"decisive": [company]})
	srp.ownership(s, countries) == nothing
	srp.legislation(s, countries, nowhere) == exactly(3, without_checks, ["countries.XA.agreements", "countries.XA.law", "supplier.control.decisive"])
}

test_influence_that_is_possible_only if {
	s := held({"decisive": [perhaps(veto("XA"))], "significant": [perhaps(quarter("XA"))]})
	srp.ownership(s, countries) == object.union(nothing, {"level": {"hi": 3}, "open": {
		{"level": 3, "fact": "supplier.control.decisive"}, {"level": 2, "fact": "supplier.control.significant"},
	}})
	srp.legislation(s, countries, nowhere) == open(3, {"supplier.control.decisive"})
	srp.ownership(held({"decisive": [perhaps(veto("XB"))]}), countries) == nothing
	srp.legislation(held({"decisive": [perhaps(veto("XB"))]}), countries, nowhere) == nothing
}

test_influence_from_an_unstated_place if {
	s := held({"decisive": [{"holder": "qanta", "by": "veto", "certain": true}]})
	srp.legislation(s, countries, nowhere) == open(3, {"supplier.control.decisive"})
}

test_state_without_a_record if {
	srp.ownership(held({"decisive": [veto("XC")]}), countries) == open(3, {"countries.XC.memberships"})
}

test_anybody_who_is_not_named_may_be_a_state if {
	s := held({"significant": [{"share": {"lo": 0, "hi": 0.4}, "certain": false}]})
	srp.ownership(s, countries) == open(2, {"supplier.control.significant"})
}

test_holders_that_nobody_stated if {
	s := object.union(object.remove(home("XB"), ["control"]), {"control": object.remove(quiet, ["decisive", "significant"])})
	srp.ownership(s, countries) == object.union(nothing, {"level": {"hi": 3}, "open": {
		{"level": 3, "fact": "supplier.control.decisive"}, {"level": 2, "fact": "supplier.control.significant"},
	}})
	srp.legislation(s, countries, nowhere) == open(3, {"supplier.control.decisive"})
	srp.legislation(object.remove(s, ["stateLinks"]), countries, nowhere) == open(3, {"supplier.stateLinks"})
}

# open is what could be reached, and what would decide it.
open(level, facts) := object.union(nothing, {"level": {"hi": level}, "open": {{"level": level, "fact": fact} | some fact in facts}})

test_nothing_known_is_wide if {
	srp.interference({"control": {"kind": "notEstablished", "certain": false}}, {}, {}) == {
		"gov_link": open(4, {"supplier.stateLinks"}),
		"legislation": object.union(nothing, {"level": {"hi": 3}, "open": {
			{"level": 3, "fact": "supplier.sites"}, {"level": 3, "fact": "supplier.stateLinks"},
			{"level": 3, "fact": "supplier.control.countries"}, {"level": 3, "fact": "exposure.access"},
			{"level": 2, "fact": "supplier.established"},
		}}),
		"ownership": open(3, {"supplier.control.stateControlled"}),
		"pressure": open(3, {"supplier.sites", "exposure.access"}),
	}
}

test_country_without_record_is_a_range if {
	srp.legislation(home("XC"), countries, nowhere) == open(2, {"countries.XC.memberships", "countries.XC.law", "countries.XC.agreements"})
	srp.pressure(with_site("hosting", "XC"), countries, nowhere) == open(3, {"countries.XC.memberships", "countries.XC.law"})
	s := object.union(home("XB"), {"stateLinks": [{"country": "XC", "kind": "board"}]})
	srp.gov_link(s, countries) == open(3, {"countries.XC.memberships"})
}

test_home_unknown_but_sites_known if {
	srp.legislation(object.remove(home("XA"), ["established", "headquarters"]), countries, nowhere) == open(2, {"supplier.established"})
}

test_review_and_agreement_are_checks if {
	checked := {"XA": object.union(xa, {"law": {"independentReview": true}, "agreements": {"securityInformation": true}})}
	srp.legislation(home("XA"), checked, nowhere) == nothing
}

test_unknown_review_is_a_range if {
	record := object.union(object.remove(xa, ["law"]), {"law": {"compelledAssistance": true}, "agreements": {"securityInformation": true}})
	srp.legislation(home("XA"), {"XA": record}, nowhere) == open(2, {"countries.XA.law.independentReview"})
}

test_unknown_kind_of_access_may_be_privileged if {
	unsure := {"access": [{"from": "XA"}]}
	srp.legislation(home("XB"), countries, unsure) == open(3, {"exposure.access"})
	srp.pressure(home("XB"), countries, unsure) == open(3, {"exposure.access"})
}

test_privileged_access_from_somewhere if {
	srp.pressure(home("XB"), countries, {"access": [{"access": "privileged"}]}) == open(3, {"exposure.access"})
}

test_unknown_kind_of_access_from_a_member_state if {
	unsure := {"access": [{"from": "XB"}]}
	srp.legislation(home("XB"), countries, unsure) == nothing
	srp.pressure(home("XB"), countries, unsure) == nothing
}

test_missing_is_what_could_reach_the_level if {
	x := srp.legislation({"control": quiet, "sites": [], "stateLinks": []}, countries, {})
	srp.missing(x, 3) == {"exposure.access"}
	srp.missing(x, 2) == {"exposure.access", "supplier.established"}
	srp.missing(srp.legislation(home("XA"), countries, {}), 2) == set()
}

# The names of countries are nothing but names: with the facts swapped, the
# levels are the same.
test_swapping_countries_with_their_facts_changes_nothing if {
	s := object.union(home("XA"), {"sites": [{"kind": "development", "country": "XB"}]})
	swapped := object.union(home("XB"), {"sites": [{"kind": "development", "country": "XA"}]})
	before := srp.interference(s, countries, nowhere)
	after := srp.interference(swapped, {"XA": xb, "XB": xa}, nowhere)
	{name: x.level | some name, x in before} == {name: x.level | some name, x in after}
}
