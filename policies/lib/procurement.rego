# METADATA
# title: Where products may come from, for procurement
# description: |
#   Sites of manufacture in third countries whose record states whether there is an agreement on
#   access to procurement. A site is no origin of a product: the Union Customs Code decides that, and
#   the share of the value. Nothing here looks at which country it is.
package lib.procurement

import data.lib.answer
import data.lib.country
import data.lib.known

# outside: the country is a third country without an agreement on access.
outside(countries, code) := answer.all_of({
	country.third(countries, code),
	answer.opposite[country.says(countries, code, "agreements", "procurementAccess")],
})

# makes is the countries where the supplier manufactures.
makes(supplier) := {s.country | some s in known.list(supplier, "sites"); s.kind == "manufacture"}

# half is the share of the value above which article 85 of Directive 2014/25/EU speaks.
half := 0.5

# foreign is the share of a product that comes from outside, by the places of manufacture stated. What
# these leave of the whole may come from anywhere.
foreign(origins, countries) := {"lo": lo, "hi": max([lo, 1 - elsewhere])} if {
	lo := sum([o.share | some o in origins; outside(countries, o.country) == "yes"])
	elsewhere := sum([o.share | some o in origins; outside(countries, o.country) == "no"])
}

# undecided is what would decide how large that share is.
undecided(origins, countries) := {fact | some o in origins; some fact in open(countries, o.country)} | {"product.origins" | unstated(origins)}

unstated(origins) if sum([o.share | some o in origins]) < 1

# open is what would decide whether a country is outside.
open(countries, code) := {fact |
	outside(countries, code) == "unknown"
	some wanted in [["memberships", "eu"], ["agreements", "procurementAccess"]]
	fact := country.absent(countries, code, wanted[0], wanted[1])
}
