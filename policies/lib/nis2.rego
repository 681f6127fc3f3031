# METADATA
# title: Whom NIS2 binds, and as what
# description: |
#   Directive (EU) 2022/2555, articles 2 to 4 and 21(5), over the record of an entity; every answer
#   is yes, no or unknown. The sectors that a record states count as all there are; so do its
#   circumstances; its services only where it says that the list is complete. A service that a
#   sector could not hold is not asked about.
#
#   The ceilings of small and medium-sized enterprises are those of Recommendation 2003/361/EC as
#   remembered, not checked against it (entry nis2:size, unverified). Money is taken as euro, and the
#   figures as those of the whole enterprise, partners and linked ones included.
package lib.nis2

import data.lib.answer
import data.lib.known

# The eleven sectors of annex I and the seven of annex II.
annex1 := {
	"nis2:energy", "nis2:transport", "nis2:banking", "nis2:financial-market-infrastructures", "nis2:health",
	"nis2:drinking-water", "nis2:waste-water", "nis2:digital-infrastructure", "nis2:ict-service-management",
	"nis2:public-administration", "nis2:space",
}

annex2 := {
	"nis2:postal-and-courier", "nis2:waste-management", "nis2:chemicals", "nis2:food", "nis2:manufacturing",
	"nis2:digital-providers", "nis2:research",
}

# place is the sector that a kind of service belongs to. Registration of domain names belongs to
# none: who provides it alone is within the directive, but neither essential nor important.
place := {
	"dns": "nis2:digital-infrastructure",
	"tld": "nis2:digital-infrastructure",
	"cloud": "nis2:digital-infrastructure",
	"data-centre": "nis2:digital-infrastructure",
	"cdn": "nis2:digital-infrastructure",
	"trust": "nis2:digital-infrastructure",
	"qualified-trust": "nis2:digital-infrastructure",
	"public-communications": "nis2:digital-infrastructure",
	"msp": "nis2:ict-service-management",
	"mssp": "nis2:ict-service-management",
	"marketplace": "nis2:digital-providers",
	"search-engine": "nis2:digital-providers",
	"social-network": "nis2:digital-providers",
	"central-government": "nis2:public-administration",
	"regional-government": "nis2:public-administration",
}

# listed is the kinds of provider in article 21(5), which Implementing Regulation (EU) 2024/2690
# binds.
listed := {
	"dns", "tld", "cloud", "data-centre", "cdn", "msp", "mssp", "marketplace", "search-engine", "social-network",
	"trust", "qualified-trust",
}

trust := {"trust", "qualified-trust"}

# decisive is the kinds that bring in an entity of any size, or decide its class.
decisive := {"public-communications", "trust", "qualified-trust", "dns", "tld", "central-government"}

# stated is the sectors of the annexes that the record names.
stated(e) := {s | some s in known.list(e, "sectors"); s in (annex1 | annex2)}

# odd is sectors under nis2: that are in neither annex, such as misspelt ones.
odd(e) := {s | some s in known.list(e, "sectors"); startswith(s, "nis2:")} - stated(e)

# held is the sectors that the entity's services belong to.
held(e) := {place[s] | some s in known.list(e, "services")}

# sectors is those it certainly belongs to. Public administration is in annex I only as central or
# regional government, so its services decide.
sectors(e) := (stated(e) - {"nis2:public-administration"}) | held(e)

circumstances(e) := {c | some c in known.list(e, "circumstances")}

# bare: no sector can be told from the record.
bare(e) if count(((stated(e) | odd(e)) | held(e))) == 0

# unasked: nor does it state that the entity is of a sector of other law, or of none.
unasked(e) if {
	bare(e)
	known.missing(e, "sectors")
}

# silent: nor is there a circumstance that would bring it in whatever its sector. Nobody is bound by
# a question that nobody has asked.
silent(e) if {
	bare(e)
	count(circumstances(e)) == 0
}

# vague: it is in public administration, and nobody said of which level.
vague(e) if {
	"nis2:public-administration" in (stated(e) - held(e))
	e.servicesComplete == false
}

# sector: whether it is of a type in the annexes.
sector(e) := member(e, annex1 | annex2)

# member: whether it belongs to one of the sectors of an annex.
member(e, annex) := "yes" if {
	count(sectors(e) & annex) > 0
} else := "unknown" if {
	count(odd(e)) > 0
} else := "unknown" if {
	vague(e)
	"nis2:public-administration" in annex
} else := "unknown" if {
	unasked(e)
	count(circumstances(e)) > 0
} else := "no"

# provides: whether it provides one of the kinds of service.
provides(e, kinds) := "yes" if {
	some s in known.list(e, "services")
	s in kinds
} else := "unknown" if {
	e.servicesComplete == false
	some k in kinds
	place[k] in (stated(e) | held(e))
} else := "unknown" if {
	e.servicesComplete == false
	count(odd(e)) > 0
} else := "no"

# circumstance: whether one of the circumstances of articles 2 and 3 is stated.
circumstance(e, _) := "unknown" if known.missing(e, "circumstances")

circumstance(e, kinds) := "yes" if {
	some c in e.circumstances
	c in kinds
} else := "no" if known.present(e, "circumstances")

# at_least and exceeds compare a figure that may be unknown.
at_least(e, name, _) := "unknown" if known.missing(e, name)

at_least(e, name, n) := "yes" if e[name] >= n

at_least(e, name, n) := "no" if e[name] < n

exceeds(e, name, _) := "unknown" if known.missing(e, name)

exceeds(e, name, n) := "yes" if e[name] > n

exceeds(e, name, n) := "no" if e[name] <= n

# money: both turnover and balance sheet are above the ceilings.
money(e, turnover, balance) := answer.all_of({exceeds(e, "turnover", turnover), exceeds(e, "balanceSheet", balance)})

# medium: it is medium-sized or larger, that is, not small.
medium(e) := answer.any_of({at_least(e, "employees", 50), money(e, 10000000, 10000000)})

# large: it exceeds the ceilings of medium-sized enterprises.
large(e) := answer.any_of({at_least(e, "employees", 250), money(e, 50000000, 43000000)})

# regardless: it is within the directive whatever its size, article 2(2) and (3).
regardless(e) := answer.any_of({
	provides(e, decisive),
	circumstance(e, {"critical-entity", "identified-essential"}),
	answer.all_of({sector(e), circumstance(e, {"sole-provider", "public-safety", "systemic-risk", "national-importance"})}),
})

# displaced: a financial entity, for which Regulation (EU) 2022/2554 stands in for articles 21 and 23
# (article 4; article 1(2) of that regulation).
displaced(e) if {
	some s in known.list(e, "sectors")
	startswith(s, "dora:")
	count((sectors(e) | odd(e)) - {"nis2:banking", "nis2:financial-market-infrastructures"}) == 0
}

# applies: whether articles 21 and 23 bind the entity.
applies(e) := "no" if {
	displaced(e)
} else := "no" if {
	silent(e)
} else := answer.any_of({regardless(e), answer.all_of({sector(e), medium(e)})})

# essential: whether it is essential (article 3(1)), given that the directive binds it.
essential(e) := answer.any_of({
	answer.all_of({member(e, annex1), large(e)}),
	provides(e, {"qualified-trust", "tld", "dns"}),
	answer.all_of({provides(e, {"public-communications"}), medium(e)}),
	provides(e, {"central-government"}),
	circumstance(e, {"identified-essential", "critical-entity"}),
})

class_of := {
	"yes": {"yes": "essential", "no": "important", "unknown": "essential or important"},
	"no": {"yes": "none", "no": "none", "unknown": "none"},
	"unknown": {"yes": "not established", "no": "not established", "unknown": "not established"},
}

class(e) := class_of[applies(e)][essential(e)]

why(e) := "for financial entities Regulation (EU) 2022/2554 stands in for articles 21 and 23 (article 4)" if {
	displaced(e)
} else := "the record states no sector, service or circumstance through which the directive would bind" if {
	silent(e)
} else := "whatever its size (article 2(2) and (3))" if {
	regardless(e) == "yes"
} else := "of a type in annex I or II and at least medium-sized (article 2(1))" if {
	applies(e) == "yes"
} else := "smaller than medium-sized or of no type in the annexes, and nothing brings it in whatever its size" if {
	applies(e) == "no"
} else := "sector, size, services or circumstances leave it open (articles 2 and 3)"

# service_fact is what a person states so that the services are known.
service_fact(e) := "entity.services" if known.missing(e, "services")

service_fact(e) := "entity.servicesComplete" if known.present(e, "services")

# The questions whose answers would decide, in the order in which to ask them.
unclear_sector(e) := {fact |
	sector(e) == "unknown"
	some fact in ({"entity.sectors" | count(stated(e)) == 0} | {service_fact(e) | vague(e)})
}

unclear_size(e) := {"entity.employees" | known.missing(e, "employees")} | {fact |
	known.present(e, "employees")
	some name in ["turnover", "balanceSheet"]
	known.missing(e, name)
	fact := concat(".", ["entity", name])
}

unclear_rest(e) := {"entity.circumstances" | known.missing(e, "circumstances")} | {service_fact(e) |
	provides(e, decisive) == "unknown"
}

# missing is the first question that decides whether the directive binds.
missing(e) := set() if {
	applies(e) != "unknown"
} else := unclear_sector(e) if {
	count(unclear_sector(e)) > 0
} else := unclear_size(e) if {
	medium(e) == "unknown"
} else := unclear_rest(e)

# open is all that would have to be known to tell whether the directive binds the entity, in which
# class, and whether the implementing regulation does.
open(e) := set() if {
	displaced(e)
} else := {"entity.sectors"} if {
	unasked(e)
} else := {"entity.sectors" | count(odd(e)) > 0} | (open_class(e) | {service_fact(e) |
	applies(e) != "no"
	provides(e, listed) == "unknown"
})

open_class(e) := set() if {
	applies(e) == "no"
} else := set() if {
	applies(e) == "yes"
	essential(e) != "unknown"
} else := (unclear_sector(e) | {f | some f in unclear_size(e); size_matters(e)}) | unclear_rest(e)

size_matters(e) if medium(e) == "unknown"

size_matters(e) if {
	large(e) == "unknown"
	member(e, annex1) != "no"
}

# listed_answer: whether the implementing regulation binds the entity.
listed_answer(e) := answer.all_of({applies(e), provides(e, listed)})

listed_missing(e) := set() if {
	listed_answer(e) != "unknown"
} else := {service_fact(e)} if {
	provides(e, listed) == "unknown"
} else := missing(e)

# bound is the scope of the pack: nis2 for all whom articles 21 and 23 bind; ir2690 for those whom the
# implementing regulation binds as well; nis2-alone for those of whom that is not known, so that a
# gap is told once, with the force that is certain; authority for competent authorities.
bound(e) := {
	"nis2": {"answer": applies(e), "missing": missing(e), "class": class(e), "why": why(e)},
	"ir2690": {"answer": listed_answer(e), "missing": listed_missing(e), "class": listed_class(e), "why": listed_why[listed_answer(e)]},
	"nis2-alone": {"answer": alone(e), "missing": missing(e), "class": alone_class(e), "why": alone_why[listed_answer(e)]},
	"authority": {"answer": authority(e), "why": "entity.roles names competent-authority or not"},
}

listed_class(e) := class(e) if {
	listed_answer(e) == "yes"
} else := "none" if {
	listed_answer(e) == "no"
} else := "not established"

listed_why := {
	"yes": "provides a service that article 21(5) lists",
	"no": "the directive does not bind it, or it provides no service that article 21(5) lists",
	"unknown": "whether the directive binds it, or whether it provides a service that article 21(5) lists, is open",
}

# alone: bound by the directive, and not known to be bound by the implementing regulation.
alone(e) := "no" if listed_answer(e) == "yes"

alone(e) := applies(e) if listed_answer(e) != "yes"

alone_class(e) := class(e) if {
	alone(e) != "no"
} else := "none"

alone_why := {
	"yes": "the implementing regulation binds it, and says more",
	"no": "the implementing regulation does not bind it: contracts and lock-in are judged by recitals 85 and 90",
	"unknown": "the implementing regulation is not known to bind it: contracts and lock-in are judged by recitals 85 and 90",
}

authority(e) := "yes" if {
	"competent-authority" in known.list(e, "roles")
} else := "no"

# affects_trust: whether incidents of the entity affected trust services. It is plain where these are
# all that it provides; else a person says of those notified after 24 hours.
affects_trust(e, states) := "no" if {
	provides(e, trust) == "no"
} else := "yes" if {
	e.servicesComplete
	count({s | some s in e.services} - trust) == 0
} else := trust_answer[states["nis2:23.4.trust"]] if {
	provides(e, trust) == "yes"
} else := "unknown"

trust_answer := {"met": "no", "partly": "yes", "notMet": "yes"}

trust_fact(e) := "evidence.nis2:23.4.trust" if provides(e, trust) == "yes"

trust_fact(e) := service_fact(e) if provides(e, trust) == "unknown"

# clause is whether a contract of the party has a clause; unknown where none is listed.
clause(contracts, party, name) := "unknown" if {
	count(of_party(contracts, party)) == 0
} else := answer.any_of({answer.of(k.clauses, name) | some k in of_party(contracts, party)})

of_party(contracts, party) := [k | some k in contracts; k.supplier == party]

# named is what messages call the party of contracts.
named(contracts, party) := concat(", ", {k.supplierName | some k in of_party(contracts, party)})
