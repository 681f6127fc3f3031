# METADATA
# title: Factors of the supplier risk profile
# description: |
#   Each function gives the range of levels (0 none to 4 critical) that the facts allow: the lower
#   end from what is stated, the upper end with what is not known. The factors follow the EU
#   coordinated risk assessment of 2019; the numbers are choices of this project, to be replaced
#   by an assessor's.
#
#   Nothing here looks at which country it is, only at what its record says. Facts about a country
#   alone reach at most level 2; more needs a link of this supplier to it: a site, control, access.
package lib.srp

import data.lib.known

# tri is a boolean fact that may be unknown.
tri(of, name) := "yes" if of[name] == true

tri(of, name) := "no" if of[name] == false

tri(of, name) := "unknown" if known.missing(of, name)

# third says whether a country is outside the EU, by its record.
third(countries, code) := opposite[tri(part(part(countries, code), "memberships"), "eu")]

opposite := {"yes": "no", "no": "yes", "unknown": "unknown"}

part(of, name) := v if {
	v := object.get(of, name, null)
	is_object(v)
} else := {}

possible := {"yes", "unknown"}

# --- government link -------------------------------------------------------

link_level := {"subsidy": 2, "golden-share": 3, "board": 3, "military": 4, "intelligence-duty": 4}

gov_link(supplier, countries) := {"lo": max(lo), "hi": max(hi)} if {
	links := known.list(supplier, "stateLinks")
	lo := {0} | {link_level[l.kind] | some l in links; third(countries, l.country) == "yes"}
	hi := {unknown_list(supplier, "stateLinks", 4)} | {link_level[l.kind] | some l in links; third(countries, l.country) in possible}
}

# unknown_list is the level that an unknown list could reach.
unknown_list(of, name, level) := level if known.missing(of, name)

unknown_list(of, name, _) := 0 if known.present(of, name)

# --- legislation -----------------------------------------------------------

legislation(supplier, countries, access) := {"lo": max(lo), "hi": max(hi)} if {
	homes := homes_of(supplier)
	linked := links_to(supplier, access)
	lo := {0} | {x |
		some c in (homes | linked)
		third(countries, c) == "yes"
		unchecked(part(countries, c)) == "yes"
		x := reach(c, linked)
	}
	hi := {unknown_home(supplier, access)} | {x |
		some c in (homes | linked)
		third(countries, c) in possible
		unchecked(part(countries, c)) in possible
		x := reach(c, linked)
	}
}

# homes_of is where the supplier is at home: its legal order, by nothing but
# where it is.
homes_of(supplier) := {c |
	some name in ["established", "headquarters"]
	c := supplier[name]
	c != ""
}

reach(c, linked) := 3 if c in linked

reach(c, linked) := 2 if object.get({x: true | some x in linked}, c, false) == false

# links_to is the countries that this supplier has a stated tie to beyond
# being at home there.
links_to(supplier, access) := (sites | state) | (control | reached) if {
	sites := {s.country | some s in known.list(supplier, "sites"); s.kind in {"development", "support", "hosting"}}
	state := {l.country | some l in known.list(supplier, "stateLinks")}
	control := {c | supplier.control.kind in {"sole", "joint"}; supplier.control.certain; some c in known.list(supplier.control, "countries")}
	reached := {a.from | some a in access; a.access == "privileged"}
}

unknown_home(supplier, _) := 3 if known.missing(supplier, "sites")

unknown_home(supplier, _) := 2 if {
	known.present(supplier, "sites")
	known.missing(supplier, "established")
	known.missing(supplier, "headquarters")
}

unknown_home(supplier, _) := 0 if {
	known.present(supplier, "sites")
	count(homes_of(supplier)) > 0
}

# unchecked: the law compels assistance, and there is no independent review, or
# no agreement with the EU on data protection or the security of information.
unchecked(country) := all_of({
	tri(law, "compelledAssistance"),
	any_of({
		opposite[tri(law, "independentReview")],
		all_of({
			opposite[tri(agreements, "dataProtectionAdequacy")],
			opposite[tri(agreements, "securityInformation")],
		}),
	}),
}) if {
	law := part(country, "law")
	agreements := part(country, "agreements")
}

# all_of is Kleene's: one no decides, else one unknown leaves it open.
all_of(answers) := "no" if "no" in answers

all_of(answers) := "yes" if answers == {"yes"}

all_of(answers) := "unknown" if {
	"unknown" in answers
	count(answers & {"no"}) == 0
}

# any_of likewise: one yes decides.
any_of(answers) := opposite[all_of({opposite[a] | some a in answers})]

# --- ownership -------------------------------------------------------------

ownership(supplier, countries) := {"lo": max(lo), "hi": max(hi)} if {
	state := tri(supplier.control, "stateControlled")
	where := known.list(supplier.control, "countries")
	lo := {0} | {3 | state == "yes"; some c in where; third(countries, c) == "yes"}
	hi := (({0} | {3 | state == "unknown"}) | {3 | state == "yes"; some c in where; third(countries, c) in possible}) | {3 | state == "yes"; count(where) == 0}
}

# --- pressure --------------------------------------------------------------

site_level := {"manufacture": 2, "development": 3, "support": 3, "hosting": 3}

pressure(supplier, countries, access) := {"lo": max(lo), "hi": max(hi)} if {
	ties := {[s.country, site_level[s.kind]] | some s in known.list(supplier, "sites")} | {[a.from, 3] | some a in access; a.access == "privileged"; a.from != ""}
	lo := {0} | {t[1] |
		some t in ties
		third(countries, t[0]) == "yes"
		tri(part(part(countries, t[0]), "law"), "compelledAssistance") == "yes"
	}
	hi := {unknown_list(supplier, "sites", 3)} | {t[1] |
		some t in ties
		third(countries, t[0]) in possible
		tri(part(part(countries, t[0]), "law"), "compelledAssistance") in possible
	}
}

# --- all four ---------------------------------------------------------------

# interference is the four by name; access is the list of ways in known.
interference(supplier, countries, access) := {
	"gov_link": gov_link(supplier, countries),
	"legislation": legislation(supplier, countries, access),
	"ownership": ownership(supplier, countries),
	"pressure": pressure(supplier, countries, access),
}
