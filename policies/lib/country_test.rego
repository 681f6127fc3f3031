package lib.country_test

import data.lib.country

# A third country whose law compels assistance, without any check.
xa := {
	"memberships": {"eu": false},
	"law": {"compelledAssistance": true, "independentReview": false},
	"agreements": {"dataProtectionAdequacy": false, "securityInformation": false},
}

with_record(changes) := {"XA": object.union(xa, changes)}

# without drops the group and puts another in its place.
without(group, value) := {"XA": object.union(object.remove(xa, [group]), {group: value})}

test_no_check_at_all if {
	country.compels_freely({"XA": xa}, "XA") == "yes"
	country.words({"XA": xa}, "XA") == "law that compels assistance, without an independent review and without an agreement with the EU on data protection or security of information"
	country.facts({"XA": xa}, "XA") == {"countries.XA.law", "countries.XA.agreements"}
}

test_agreement_without_review if {
	records := with_record({"agreements": {"securityInformation": true}})
	country.compels_freely(records, "XA") == "yes"
	country.words(records, "XA") == "law that compels assistance, without an independent review"
	country.facts(records, "XA") == {"countries.XA.law"}
}

test_review_without_agreement if {
	records := with_record({"law": {"independentReview": true}})
	country.compels_freely(records, "XA") == "yes"
	country.words(records, "XA") == "law that compels assistance, without an agreement with the EU on data protection or security of information"
	country.facts(records, "XA") == {"countries.XA.law", "countries.XA.agreements"}
}

test_review_and_agreement if {
	records := with_record({"law": {"independentReview": true}, "agreements": {"securityInformation": true}})
	country.compels_freely(records, "XA") == "no"
	country.presses(records, "XA") == "yes"
}

test_law_that_compels_nobody if {
	records := with_record({"law": {"compelledAssistance": false}})
	country.presses(records, "XA") == "no"
	country.compels_freely(records, "XA") == "no"
}

test_member_state if {
	records := with_record({"memberships": {"eu": true}})
	country.third(records, "XA") == "no"
	country.presses(records, "XA") == "no"
	country.compels_freely(records, "XA") == "no"
	country.undecided_press(records, "XA") == set()
	country.undecided_freely(records, "XA") == set()
}

test_nothing_missing_where_it_is_decided if {
	country.undecided_press({"XA": xa}, "XA") == set()
	country.undecided_freely({"XA": xa}, "XA") == set()
}

test_no_record if {
	country.compels_freely({}, "XA") == "unknown"
	country.undecided_press({}, "XA") == {"countries.XA.memberships", "countries.XA.law"}
	country.undecided_freely({}, "XA") == {"countries.XA.memberships", "countries.XA.law", "countries.XA.agreements"}
}

test_membership_missing if {
	country.undecided_freely(without("memberships", {}), "XA") == {"countries.XA.memberships.eu"}
	country.undecided_press({"XA": object.remove(xa, ["memberships"])}, "XA") == {"countries.XA.memberships"}
}

test_review_missing if {
	records := object.union(without("law", {"compelledAssistance": true}), with_record_agreement)
	country.undecided_freely(records, "XA") == {"countries.XA.law.independentReview"}
}

with_record_agreement := {"XA": {"agreements": {"securityInformation": true}}}

test_review_tells_nothing_without_agreement if {
	country.compels_freely(without("law", {"compelledAssistance": true}), "XA") == "yes"
}

test_agreements_missing if {
	records := object.union({"XA": object.remove(xa, ["agreements"])}, {"XA": {"law": {"independentReview": true}}})
	country.undecided_freely(records, "XA") == {"countries.XA.agreements"}
}

test_one_agreement_missing if {
	records := object.union(without("agreements", {"securityInformation": false}), {"XA": {"law": {"independentReview": true}}})
	country.undecided_freely(records, "XA") == {"countries.XA.agreements.dataProtectionAdequacy"}
}

test_law_missing_without_agreement if {
	country.undecided_freely({"XA": object.remove(xa, ["law"])}, "XA") == {"countries.XA.law"}
}
