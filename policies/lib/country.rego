# METADATA
# title: What the record of a country says
# description: |
#   Nothing here looks at which country it is. Member States run through the same lines: they are
#   told apart by the membership in their record.
package lib.country

import data.lib.answer
import data.lib.known

# says is the answer of a record to one of its keys.
says(countries, code, group, key) := answer.of(part(part(countries, code), group), key)

part(of, name) := v if {
	v := object.get(of, name, null)
	is_object(v)
} else := {}

# third says whether a country is outside the EU.
third(countries, code) := answer.opposite[says(countries, code, "memberships", "eu")]

compels(countries, code) := says(countries, code, "law", "compelledAssistance")

unreviewed(countries, code) := answer.opposite[says(countries, code, "law", "independentReview")]

agreements := {"dataProtectionAdequacy", "securityInformation"}

# unagreed: there is neither of the agreements with the EU.
unagreed(countries, code) := answer.all_of({answer.opposite[says(countries, code, "agreements", key)] | some key in agreements})

# presses: a third country whose law compels assistance.
presses(countries, code) := answer.all_of({third(countries, code), compels(countries, code)})

# compels_freely: one that does so without a review, or without an agreement.
compels_freely(countries, code) := answer.all_of({
	presses(countries, code),
	answer.any_of({unreviewed(countries, code), unagreed(countries, code)}),
})

# words says which of the two is wanting.
words(countries, code) := concat("", ["law that compels assistance, ", concat(" and ", wanting)]) if {
	review := {"without an independent review" | unreviewed(countries, code) == "yes"}
	agreement := {"without an agreement with the EU on data protection or security of information" | unagreed(countries, code) == "yes"}
	wanting := array.concat(sort(review), sort(agreement))
}

# facts is what the words rest on.
facts(countries, code) := {path(code, "law")} | {path(code, "agreements") | unagreed(countries, code) == "yes"}

path(code, group) := concat(".", ["countries", code, group])

# --- what is missing --------------------------------------------------------

# undecided_press is what would decide presses, where that is open.
undecided_press(countries, code) := {fact |
	presses(countries, code) == "unknown"
	some wanted in [["memberships", "eu"], ["law", "compelledAssistance"]]
	fact := absent(countries, code, wanted[0], wanted[1])
}

# undecided_freely is what would decide compels_freely, where that is open.
# The review tells nothing where there is no agreement, nor the other way
# round.
undecided_freely(countries, code) := {fact |
	compels_freely(countries, code) == "unknown"
	some wanted in (({["memberships", "eu"], ["law", "compelledAssistance"]} | of_review(countries, code)) | of_agreements(countries, code))
	fact := absent(countries, code, wanted[0], wanted[1])
}

of_review(countries, code) := {["law", "independentReview"] | unagreed(countries, code) in {"no", "unknown"}}

of_agreements(countries, code) := {["agreements", key] |
	unagreed(countries, code) == "unknown"
	unreviewed(countries, code) in {"no", "unknown"}
	some key in agreements
}

# absent is a fact that the record does not state: the key, or its whole group.
absent(countries, code, group, _) := path(code, group) if known.missing(part(countries, code), group)

absent(countries, code, group, key) := concat(".", [path(code, group), key]) if {
	known.present(part(countries, code), group)
	says(countries, code, group, key) == "unknown"
}
