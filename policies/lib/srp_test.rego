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

quiet := {"kind": "dispersed", "certain": true, "stateControlled": false}

home(code) := {"established": code, "headquarters": code, "sites": [], "stateLinks": [], "control": quiet}

none := {"lo": 0, "hi": 0}

test_member_state_and_clean_supplier_is_none if {
	every level in srp.interference(home("XB"), countries, []) {
		level == none
	}
}

test_country_alone_reaches_moderate_only if {
	srp.interference(home("XA"), countries, []) == {
		"gov_link": none, "legislation": {"lo": 2, "hi": 2}, "ownership": none, "pressure": none,
	}
}

test_site_is_a_link if {
	s := object.union(home("XB"), {"sites": [{"kind": "development", "country": "XA"}]})
	srp.legislation(s, countries, []) == {"lo": 3, "hi": 3}
	srp.pressure(s, countries, []) == {"lo": 3, "hi": 3}
}

test_manufacture_is_pressure_but_no_reach_of_law if {
	s := object.union(home("XB"), {"sites": [{"kind": "manufacture", "country": "XA"}]})
	srp.legislation(s, countries, []) == none
	srp.pressure(s, countries, []) == {"lo": 2, "hi": 2}
}

test_privileged_access_is_a_link if {
	access := [{"product": "p", "kind": "managed-service", "access": "privileged", "from": "XA", "assets": []}]
	srp.legislation(home("XB"), countries, access) == {"lo": 3, "hi": 3}
	srp.pressure(home("XB"), countries, access) == {"lo": 3, "hi": 3}
}

test_certain_control_is_a_link if {
	s := object.union(home("XB"), {"control": {"kind": "sole", "certain": true, "countries": ["XA"], "stateControlled": false}})
	srp.legislation(s, countries, []) == {"lo": 3, "hi": 3}
}

test_state_links_by_kind if {
	some kind, level in srp.link_level
	s := object.union(home("XB"), {"stateLinks": [{"country": "XA", "kind": kind}]})
	srp.gov_link(s, countries) == {"lo": level, "hi": level}
}

test_link_to_member_state_is_none if {
	s := object.union(home("XB"), {"stateLinks": [{"country": "XB", "kind": "golden-share"}]})
	srp.gov_link(s, countries) == none
}

test_state_control if {
	s := object.union(home("XB"), {"control": {"kind": "sole", "certain": true, "countries": ["XA"], "stateControlled": true}})
	srp.ownership(s, countries) == {"lo": 3, "hi": 3}
	srp.ownership(s, {}) == {"lo": 0, "hi": 3}
	srp.ownership(object.union(s, {"control": {"countries": []}}), countries) == {"lo": 0, "hi": 3}
}

test_nothing_known_is_wide if {
	srp.interference({"control": {"kind": "notEstablished", "certain": false}}, {}, []) == {
		"gov_link": {"lo": 0, "hi": 4}, "legislation": {"lo": 0, "hi": 3},
		"ownership": {"lo": 0, "hi": 3}, "pressure": {"lo": 0, "hi": 3},
	}
}

test_country_without_record_is_a_range if {
	srp.legislation(home("XC"), countries, []) == {"lo": 0, "hi": 2}
	s := object.union(home("XB"), {"stateLinks": [{"country": "XC", "kind": "board"}]})
	srp.gov_link(s, countries) == {"lo": 0, "hi": 3}
}

test_home_unknown_but_sites_known if {
	srp.legislation(object.remove(home("XA"), ["established", "headquarters"]), countries, []) == {"lo": 0, "hi": 2}
}

test_review_and_agreement_are_checks if {
	checked := {"XA": object.union(xa, {"law": {"independentReview": true}, "agreements": {"securityInformation": true}})}
	srp.legislation(home("XA"), checked, []) == none
}

test_review_without_agreement_is_not_enough if {
	reviewed := {"XA": object.union(xa, {"law": {"independentReview": true}})}
	srp.legislation(home("XA"), reviewed, []) == {"lo": 2, "hi": 2}
}

test_unknown_review_is_a_range if {
	open := {"XA": object.union(object.remove(xa, ["law"]), {"law": {"compelledAssistance": true}, "agreements": {"securityInformation": true}})}
	srp.legislation(home("XA"), open, []) == {"lo": 0, "hi": 2}
}

# The names of countries are nothing but names: with the facts swapped, the
# levels are the same.
test_swapping_countries_with_their_facts_changes_nothing if {
	s := object.union(home("XA"), {"sites": [{"kind": "development", "country": "XB"}]})
	swapped := object.union(home("XB"), {"sites": [{"kind": "development", "country": "XA"}]})
	srp.interference(s, countries, []) == srp.interference(swapped, {"XA": xb, "XB": xa}, [])
}
