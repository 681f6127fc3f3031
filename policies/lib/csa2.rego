# METADATA
# title: Listed suppliers, key ICT assets and phase-out of the proposal COM(2026) 11
# description: |
#   A proposal: nothing here is law. Listings and exemptions are designations whose regime begins with
#   csa2, which bind nobody and stand apart from those that do; an exemption takes an asset out, whatever else is recorded.
package lib.csa2

import data.lib.answer
import data.lib.country
import data.lib.designation
import data.lib.known

# key is the classes taken for key ICT assets (csa2:annex-ii.taken).
key := {"eu5g:core-network-functions", "eu5g:nfv-mano", "eu5g:radio-access-network"}

keys(assets) := {a | some a in assets; known.text(a, "class") in key}

# operator: whether the entity runs a public network.
operator(sectors, entity) := "yes" if {
	"public-communications" in known.list(entity, "services")
} else := "unknown" if {
	entity.servicesComplete == false
	"nis2:digital-infrastructure" in sectors
} else := "no"

# listings is the acts under the proposal that restrict a supplier.
listings(supplier) := {d |
	some d in known.list(supplier, "proposals")
	ours(d)
	d.status in designation.adverse
}

ours(d) if d.regime == "csa2"

ours(d) if startswith(d.regime, "csa2:")

# exempt is the ids of assets for which an act under the proposal clears the supplier.
exempt(supplier) := {id |
	some d in known.list(supplier, "proposals")
	ours(d)
	d.status in designation.favourable
	some id in d.assets
}

# concerned is the key ICT assets that a listing covers and no exemption.
concerned(d, supplier, assets) := {a |
	some a in keys(assets)
	a.id in ({id | some id in d.assets} - exempt(supplier))
}

# tied: whether the supplier may have a tie to a third country, by where it is
# established, has its head office, or is controlled from.
tied(supplier, countries) := answer.any_of({country.third(countries, code) | some code in codes(supplier)} | unsaid(supplier))

codes(supplier) := {supplier[name] | some name in ["established", "headquarters"]; supplier[name] != ""} | {c | some c in known.list(supplier.control, "countries")}

unsaid(supplier) := ({"unknown" | some name in ["established", "headquarters"]; known.missing(supplier, name)} | {"unknown" | answer.of(supplier.control, "certain") in {"no", "unknown"}}) | {"unknown" | known.missing(supplier.control, "countries")}

# naming is the acts under the proposal, recorded with a country, that name it.
naming(countries, code) := {c | some c in known.list(countries[code], "concern"); ours(c)}

# named: whether such an act names the country. Member States are not third countries.
named(countries, code) := "yes" if {
	count(naming(countries, code)) > 0
} else := "no" if {
	country.third(countries, code) == "no"
} else := "no" if {
	known.present(countries[code], "concern")
} else := "unknown"

# tied_to_named: whether the supplier has a tie to a country that such an act names.
tied_to_named(supplier, countries) := answer.any_of({named(countries, code) | some code in codes(supplier)} | unsaid(supplier))

# ties is how the supplier is tied to a country, with the facts.
ties(supplier, code) := ({["established in", "supplier.established"] | supplier.established == code} | {["headquartered in", "supplier.headquarters"] | supplier.headquarters == code}) | {["controlled from", "supplier.control.countries"] | code in known.list(supplier.control, "countries")}

# by is the month in which a phase-out of so many months ends that begins on a day, YYYY-MM-DD.
by(day, months) := concat("-", [format_int(year, 10), two[month - 1]]) if {
	regex.match(`^[0-9]{4}-(0[1-9]|1[0-2])-[0-9]{2}$`, day)
	total := ((number(substring(day, 0, 4)) * 12) + (number(substring(day, 5, 2)) - 1)) + months
	year := floor(total / 12)
	month := (total - (year * 12)) + 1
} else := "a month that is not known yet"

two := ["01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"]

digits := {"0": 0, "1": 1, "2": 2, "3": 3, "4": 4, "5": 5, "6": 6, "7": 7, "8": 8, "9": 9}

number(text) := (((digits[substring(text, 0, 1)] * 1000) + (digits[substring(text, 1, 1)] * 100)) + (digits[substring(text, 2, 1)] * 10)) + digits[substring(text, 3, 1)] if count(text) == 4

number(text) := (digits[substring(text, 0, 1)] * 10) + digits[substring(text, 1, 1)] if count(text) == 2
