# METADATA
# title: Factors of the supplier risk profile
# description: |
#   Each function assesses one factor: the range of levels (0 none to 4 critical) that the facts
#   allow, the facts that its lower end rests on, words for them, and what leaves the upper end
#   open. The lower end comes from what is stated, the upper end from what is not known as well.
#   The factors follow the EU coordinated risk assessment of 2019; the numbers are choices of this
#   project, to be replaced by an assessor's.
#
#   Nothing here looks at which country it is, only at what its record says. Facts about a country
#   alone reach at most level 2; more needs a link of this supplier to it: a site, control, access.
#
#   Who has decisive influence or a significant holding is a fact of its own (control.decisive,
#   control.significant): absent, it leaves ownership open, and legislation where it is known who
#   controls; none is an empty list.
package lib.srp

import data.lib.answer
import data.lib.country
import data.lib.known

# assessed sums up. Stated parts have a level, a country, words and facts;
# open ones a level that could be reached, and the fact that would decide.
assessed(stated, open) := {
	"level": {"lo": lo, "hi": max({lo} | {o.level | some o in open})},
	"evidence": sort({fact | some p in top; some fact in p.facts}),
	"words": words(top),
	"open": open,
} if {
	lo := max({0} | {p.level | some p in stated})
	top := {p | some p in stated; p.level == lo}
}

# words names the countries behind each wording.
words(parts) := concat("; ", sort({text |
	some p in parts
	codes := sort({q.country | some q in parts; q.words == p.words})
	text := concat("", [p.words, " (", concat(", ", codes), ")"])
}))

# missing is the facts without which nobody can say whether the level is
# reached.
missing(x, level) := {o.fact |
	x.level.lo < level
	some o in x.open
	o.level >= level
}

# --- government link -------------------------------------------------------

link_level := {"subsidy": 2, "golden-share": 3, "board": 3, "military": 4, "intelligence-duty": 4}

gov_link(supplier, countries) := assessed(stated, open | unrecorded) if {
	links := known.list(supplier, "stateLinks")
	stated := {p |
		some l in links
		country.third(countries, l.country) == "yes"
		p := {
			"level": link_level[l.kind], "country": l.country, "facts": {"supplier.stateLinks"},
			"words": "link to the government of a third country",
		}
	}
	open := {{"level": link_level[l.kind], "fact": country.absent(countries, l.country, "memberships", "eu")} |
		some l in links
		country.third(countries, l.country) == "unknown"
	}
	unrecorded := {{"level": 4, "fact": "supplier.stateLinks"} | known.missing(supplier, "stateLinks")}
}

# --- legislation -----------------------------------------------------------

legislation(supplier, countries, exposure) := assessed(stated, ((records | links) | (home | influence))) if {
	ties := links_to(supplier, exposure) | homes_of(supplier)
	stated := {p |
		some c, t in nearest(ties)
		country.compels_freely(countries, c) == "yes"
		p := {
			"level": t.level, "country": c, "words": country.words(countries, c),
			"facts": (t.facts | country.facts(countries, c)),
		}
	}
	records := {{"level": t.level, "fact": fact} | some c, t in nearest(ties); some fact in country.undecided_freely(countries, c)}
	spared := {a.from | some a in known.list(exposure, "access"); country.compels_freely(countries, a.from) == "no"}
	links := {{"level": 3, "fact": fact} | some fact in (unlisted(supplier) | unknown_access(exposure, spared))}
	home := {{"level": 2, "fact": "supplier.established"} | count(homes_of(supplier)) == 0}
	influence := {{"level": 3, "fact": fact} |
		answer.of(supplier.control, "certain") == "yes" # else control is open, which says as much
		some fact in (unlisted_influence(supplier) | perhaps_from(supplier, countries))
	}
}

# perhaps_from is whether decisive influence that is only possible, or from a
# place that nobody stated, may be from a country that matters.
perhaps_from(supplier, countries) := {"supplier.control.decisive" |
	some x in known.list(supplier.control, "decisive")
	x.certain == false
	country.compels_freely(countries, x.country) in {"yes", "unknown"}
} | {"supplier.control.decisive" | some x in known.list(supplier.control, "decisive"); known.missing(x, "country")}

# homes_of is where the supplier is at home: its legal order, by nothing but
# where it is.
homes_of(supplier) := {{"level": 2, "country": c, "fact": concat(".", ["supplier", name])} |
	some name in ["established", "headquarters"]
	c := supplier[name]
	c != ""
}

# links_to is the countries that this supplier has a stated tie to beyond
# being at home there.
links_to(supplier, exposure) := {{"level": 3, "country": l[0], "fact": l[1]} | some l in (((sites | state) | (control | reached)) | influence)} if {
	sites := {[s.country, "supplier.sites"] | some s in known.list(supplier, "sites"); s.kind in {"development", "support", "hosting"}}
	state := {[l.country, "supplier.stateLinks"] | some l in known.list(supplier, "stateLinks")}
	control := {[c, "supplier.control"] |
		supplier.control.kind in {"sole", "joint"}
		supplier.control.certain
		some c in known.list(supplier.control, "countries")
	}
	influence := {[x.country, "supplier.control.decisive"] |
		some x in known.list(supplier.control, "decisive")
		x.certain
		count({x.country} & {c[0] | some c in control}) == 0
	}
	reached := {[a.from, "exposure.access"] | some a in known.list(exposure, "access"); a.access == "privileged"}
}

# nearest is the strongest tie to each country, with the facts it rests on.
nearest(ties) := {c: {"level": level, "facts": facts} |
	some t in ties
	c := t.country
	level := max({u.level | some u in ties; u.country == c})
	facts := {u.fact | some u in ties; u.country == c; u.level == level}
}

# unlisted is what could hold a tie that nobody stated.
unlisted(supplier) := {concat(".", ["supplier", name]) | some name in ["sites", "stateLinks"]; known.missing(supplier, name)} | uncertain if {
	uncertain := {"supplier.control.countries" | answer.of(supplier.control, "certain") in {"no", "unknown"}}
}

# unknown_access is whether privileged access from a country that matters may
# lie in what is not said about access.
unknown_access(exposure, spared) := {"exposure.access" | known.missing(exposure, "access")} | unsaid if {
	unsaid := {"exposure.access" | some a in known.list(exposure, "access"); unsure(a); count({a.from} & spared) == 0} | {"exposure.access" | some a in known.list(exposure, "access"); unsure(a); known.missing(a, "from")}
}

unsure(a) if known.missing(a, "access")

unsure(a) if {
	a.access == "privileged"
	known.missing(a, "from")
}

# --- ownership -------------------------------------------------------------

# control_level: control, or decisive influence by a documented right, and a
# holding of at least a quarter. A choice.
control_level := {"controls": 3, "decisive": 3, "significant": 2}

holding_words := {
	"controls": "control by the state of a third country",
	"decisive": "decisive influence of the state of a third country",
	"significant": "a holding of at least 25 % by the state of a third country",
}

ownership(supplier, countries) := assessed(stated, (((records | nowhere) | unsettled) | (possible | unlisted_holders(supplier)))) if {
	state := answer.of(supplier.control, "stateControlled")
	controls := {{"how": "controls", "country": c, "fact": "supplier.control"} | state == "yes"; some c in known.list(supplier.control, "countries")}
	held := controls | {h | some h in holdings(supplier, true); count({h.country} & {c.country | some c in controls}) == 0}
	stated := {p |
		some h in held
		country.third(countries, h.country) == "yes"
		p := {"level": control_level[h.how], "country": h.country, "words": holding_words[h.how], "facts": {h.fact}}
	}
	records := {{"level": control_level[h.how], "fact": country.absent(countries, h.country, "memberships", "eu")} |
		some h in held
		country.third(countries, h.country) == "unknown"
	}
	nowhere := {{"level": 3, "fact": "supplier.control.countries"} | state == "yes"; count(controls) == 0}
	unsettled := {{"level": 3, "fact": "supplier.control.stateControlled"} | state == "unknown"}
	possible := {{"level": control_level[h.how], "fact": h.fact} |
		some h in holdings(supplier, false)
		country.third(countries, h.country) in {"yes", "unknown"}
	}
}

# holdings is the states that have, or may have, decisive influence or a
# significant holding, be it through others.
holdings(supplier, certain) := {{"how": how, "country": h.country, "fact": concat(".", ["supplier.control", how])} |
	some how in ["decisive", "significant"]
	some h in known.list(supplier.control, how)
	h.certain == certain
	h.kind == "state"
}

# unlisted_holders is what nobody stated of the holders. Where it is open who
# controls, that says as much already.
unlisted_holders(supplier) := (influence | holders) | unnamed if {
	settled := {answer.of(supplier.control, "stateControlled")} & {"yes", "no"}
	influence := {{"level": 3, "fact": fact} | count(settled) > 0; some fact in unlisted_influence(supplier)}
	holders := {{"level": 2, "fact": "supplier.control.significant"} | count(settled) > 0; known.missing(supplier.control, "significant")}
	unnamed := {{"level": 2, "fact": "supplier.control.significant"} |
		some h in known.list(supplier.control, "significant")
		known.missing(h, "holder") # anybody who is not named
	}
}

# unlisted_influence is what would tell who has decisive influence, where
# nobody stated it: the owners, or the links to states.
unlisted_influence(supplier) := {fact | known.missing(supplier.control, "decisive"); fact := told_by(supplier)}

told_by(supplier) := "supplier.stateLinks" if known.missing(supplier, "stateLinks")

told_by(supplier) := "supplier.control.decisive" if known.present(supplier, "stateLinks")

# --- pressure --------------------------------------------------------------

site_level := {"manufacture": 2, "development": 3, "support": 3, "hosting": 3}

pressure(supplier, countries, exposure) := assessed(stated, ((records | access) | sites)) if {
	reached := {{"level": 3, "country": a.from, "fact": "exposure.access"} | some a in known.list(exposure, "access"); a.access == "privileged"}
	ties := {{"level": site_level[s.kind], "country": s.country, "fact": "supplier.sites"} | some s in known.list(supplier, "sites")} | reached
	stated := {p |
		some c, t in nearest(ties)
		country.presses(countries, c) == "yes"
		p := {"level": t.level, "country": c, "words": how(t.facts), "facts": (t.facts | {country.path(c, "law")})}
	}
	records := {{"level": t.level, "fact": fact} | some c, t in nearest(ties); some fact in country.undecided_press(countries, c)}
	spared := {a.from | some a in known.list(exposure, "access"); country.presses(countries, a.from) == "no"}
	access := {{"level": 3, "fact": fact} | some fact in unknown_access(exposure, spared)}
	sites := {{"level": 3, "fact": "supplier.sites"} | known.missing(supplier, "sites")}
}

# how says by what ties it can press.
how(facts) := "a site in a third country whose law compels assistance" if facts == {"supplier.sites"}

how(facts) := "privileged access from a third country whose law compels assistance" if facts == {"exposure.access"}

how(facts) := "a site in, and privileged access from, a third country whose law compels assistance" if count(facts) == 2

# --- all four ---------------------------------------------------------------

# interference is the four by name.
interference(supplier, countries, exposure) := {
	"gov_link": gov_link(supplier, countries),
	"legislation": legislation(supplier, countries, exposure),
	"ownership": ownership(supplier, countries),
	"pressure": pressure(supplier, countries, exposure),
}
