# METADATA
# title: A supplier behind a key ICT asset is tied to a country that an act under the proposal would name
# description: |
#   An act recorded with a country, of a regime beginning with csa2, names it. Such acts are the
#   authority's, quoted from the user's record; there is none today, and nothing here says so of any
#   country. A tie is where the supplier is established, has its head office or is controlled from.
# custom:
#   id: csa2/COUNTRY-0001
#   scope: supplier
#   outcome: warn
#   severity: moderate
#   measures: ["csa2:100", "csa2:control", "csa2:annex-ii.taken"]
#   message: "{subject} is {f.ties} {f.country}; the record of the country quotes {f.acts}. If the proposal were adopted as reported, acts that list suppliers could look at such ties"
#   remedy: Read the act, and record what it means for the supplier. No law asks for it today.
package packs.csa2.country_0001

import data.lib.answer
import data.lib.csa2
import data.lib.known

supplier := known.pick(input.supplier, ["established", "headquarters", "control"])

keys := csa2.keys(input.assets)

finding contains f if {
	count(keys) > 0
	some code in csa2.codes(supplier)
	acts := csa2.naming(input.countries, code)
	count(acts) > 0
	ties := csa2.ties(supplier, code)
	f := {
		"key": code,
		"country": code,
		"ties": concat(", ", sort({words | some [words, _] in ties})),
		"acts": concat(" and ", sort({concat("", [a.legalBasis, " of ", a.authority, " from ", a.from]) | some a in acts})),
		"evidence": sort({concat(".", ["countries", code, "concern"])} | {fact | some [_, fact] in ties}),
	}
}

undecided contains {"fact": concat(".", ["countries", code, "concern"]), "key": code} if {
	count(keys) > 0
	some code in csa2.codes(supplier)
	csa2.named(input.countries, code) == "unknown"
}

undecided contains {"fact": concat(".", ["supplier", name])} if {
	count(keys) > 0
	some name in ["established", "headquarters"]
	known.missing(supplier, name)
}

undecided contains {"fact": "supplier.control.countries"} if {
	count(keys) > 0
	answer.of(supplier.control, "certain") in {"no", "unknown"}
}
