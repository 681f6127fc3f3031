package lib.nis2_test

import data.lib.nis2

# entity is a record that says nothing but what a test adds.
entity(facts) := object.union({"id": "e", "servicesComplete": false}, facts)

# told is a record that leaves nothing open but what a test changes.
told(facts) := entity(object.union(
	{
		"sectors": ["nis2:energy"], "employees": 100, "turnover": 20000000, "balanceSheet": 20000000,
		"services": [], "servicesComplete": true, "circumstances": [],
	},
	facts,
))

answered(e) := [x.nis2.answer, x.nis2.class, x.ir2690.answer] if x := nis2.bound(e)

test_eighteen_sectors if {
	count(nis2.annex1) == 11
	count(nis2.annex2) == 7
	count(nis2.annex1 & nis2.annex2) == 0
}

# Size: 49 or 50 staff, money above both ceilings, and the line to large.
test_size if {
	[answered(told(x)) | some x in [
		{"employees": 49, "turnover": 10000000},
		{"employees": 49},
		{"employees": 49, "balanceSheet": 10000000},
		{"employees": 50, "turnover": 0, "balanceSheet": 0},
		{"employees": 249, "turnover": 60000000, "balanceSheet": 43000000},
		{"employees": 249, "turnover": 60000000, "balanceSheet": 44000000},
		{"employees": 250, "turnover": 0, "balanceSheet": 0},
	]] == [
		["no", "none", "no"],
		["yes", "important", "no"],
		["no", "none", "no"],
		["yes", "important", "no"],
		["yes", "important", "no"],
		["yes", "essential", "no"],
		["yes", "essential", "no"],
	]
}

test_annex2_is_important_however_large if {
	answered(told({"sectors": ["nis2:food"], "employees": 9000})) == ["yes", "important", "no"]
}

# Services bind whatever the size, and some make essential.
test_services if {
	small := {"sectors": ["nis2:digital-infrastructure"], "employees": 5, "turnover": 1, "balanceSheet": 1}
	{s: answered(told(object.union(small, {"services": [s]}))) | some s in [
		"dns", "tld", "trust", "qualified-trust", "public-communications", "cloud", "central-government", "regional-government", "domain-registration",
	]} == {
		"dns": ["yes", "essential", "yes"],
		"tld": ["yes", "essential", "yes"],
		"trust": ["yes", "important", "yes"],
		"qualified-trust": ["yes", "essential", "yes"],
		"public-communications": ["yes", "important", "no"],
		"cloud": ["no", "none", "no"],
		"central-government": ["yes", "essential", "no"],
		"regional-government": ["no", "none", "no"],
		"domain-registration": ["no", "none", "no"],
	}
	answered(told({"sectors": ["nis2:digital-infrastructure"], "services": ["public-communications"]})) == ["yes", "essential", "no"]
	answered(told({"sectors": ["nis2:ict-service-management"], "services": ["msp"]})) == ["yes", "important", "yes"]
}

# Circumstances of an entity too small to be bound otherwise.
test_circumstances if {
	small := {"employees": 5, "turnover": 1, "balanceSheet": 1}
	{c: answered(told(object.union(small, {"circumstances": [c]}))) | some c in [
		"sole-provider", "public-safety", "systemic-risk", "national-importance", "critical-entity", "identified-essential",
	]} == {
		"sole-provider": ["yes", "important", "no"],
		"public-safety": ["yes", "important", "no"],
		"systemic-risk": ["yes", "important", "no"],
		"national-importance": ["yes", "important", "no"],
		"critical-entity": ["yes", "essential", "no"],
		"identified-essential": ["yes", "essential", "no"],
	}

	# A sole provider of a sector that the directive does not name is not bound.
	answered(told({"sectors": ["other"], "circumstances": ["sole-provider"]})) == ["no", "none", "no"]
}

# A record that says nothing binds nobody; what asks is the rule on scope.
test_silent if {
	x := nis2.bound(entity({}))
	[x[name].answer | some name in ["nis2", "ir2690", "nis2-alone", "authority"]] == ["no", "no", "no", "no"]
	startswith(x.nis2.why, "the record states no sector")
	nis2.open(entity({})) == {"entity.sectors"}

	# Sectors of other law are an answer.
	nis2.open(entity({"sectors": ["eui:union-entity"]})) == set()
}

test_finance if {
	bank := told({"sectors": ["dora:credit-institution", "nis2:banking"], "employees": 9000})
	x := nis2.bound(bank)
	x.nis2.answer == "no"
	contains(x.nis2.why, "2022/2554")
	nis2.open(bank) == set()

	# Not so where it is something else beside.
	answered(told({"sectors": ["dora:credit-institution", "nis2:banking", "nis2:energy"], "employees": 9000})) == ["yes", "essential", "no"]
}

# Each question is asked where it decides, and in order.
test_unknown if {
	{name: [x.nis2.answer, x.nis2.class, x.nis2.missing, nis2.open(e)] |
		some name, e in {
			"size": entity({"sectors": ["nis2:energy"], "circumstances": []}),
			"money": entity({"sectors": ["nis2:energy"], "employees": 20, "circumstances": []}),
			"circumstances": entity({"sectors": ["nis2:energy"], "employees": 20, "turnover": 0}),
			"sector": entity({"sectors": ["nis2:enregy"], "employees": 900, "circumstances": []}),
			"no sector": entity({"circumstances": ["sole-provider"], "employees": 900}),
			"government": entity({"sectors": ["nis2:public-administration"], "employees": 900, "circumstances": []}),
			"class by money": entity({"sectors": ["nis2:energy"], "employees": 100, "circumstances": []}),
			"class by circumstance": entity({"sectors": ["nis2:food"], "employees": 100}),
		}
		x := nis2.bound(e)
	} == {
		"size": ["unknown", "not established", {"entity.employees"}, {"entity.employees"}],
		"money": ["unknown", "not established", {"entity.turnover", "entity.balanceSheet"}, {"entity.turnover", "entity.balanceSheet"}],
		"circumstances": ["unknown", "not established", {"entity.circumstances"}, {"entity.circumstances"}],
		"sector": ["unknown", "not established", {"entity.sectors"}, {"entity.sectors", "entity.services"}],
		"no sector": ["unknown", "not established", {"entity.sectors"}, {"entity.sectors"}],
		"government": ["unknown", "not established", {"entity.services"}, {"entity.services"}],
		"class by money": ["yes", "essential or important", set(), {"entity.turnover", "entity.balanceSheet"}],
		"class by circumstance": ["yes", "essential or important", set(), {"entity.circumstances"}],
	}
}

test_local_government_is_of_no_type if {
	answered(told({"sectors": ["nis2:public-administration"], "employees": 900})) == ["no", "none", "no"]
}

# The implementing regulation asks for the services of those sectors alone that hold such.
test_listed if {
	{name: [x.ir2690.answer, x.ir2690.class, x.ir2690.missing, x["nis2-alone"].answer, x["nis2-alone"].class] |
		some name, e in {
			"cloud": told({"sectors": ["nis2:digital-infrastructure"], "services": ["cloud"]}),
			"no services stated": entity({"sectors": ["nis2:digital-infrastructure"], "employees": 900}),
			"more services": entity({"sectors": ["nis2:digital-infrastructure"], "employees": 900, "services": ["public-communications"]}),
			"energy": entity({"sectors": ["nis2:energy"], "employees": 900}),
			"cloud of unknown size": entity({"services": ["cloud"], "circumstances": [], "servicesComplete": true}),
		}
		x := nis2.bound(e)
	} == {
		"cloud": ["yes", "important", set(), "no", "none"],
		"no services stated": ["unknown", "not established", {"entity.services"}, "yes", "essential"],
		"more services": ["unknown", "not established", {"entity.servicesComplete"}, "yes", "essential"],
		"energy": ["no", "none", set(), "yes", "essential"],
		"cloud of unknown size": ["unknown", "not established", {"entity.employees"}, "unknown", "not established"],
	}
}

test_why if {
	[nis2.why(e) | some e in [
		told({}),
		told({"services": ["trust"]}),
		told({"employees": 5, "turnover": 1}),
		entity({"sectors": ["nis2:energy"]}),
	]] == [
		"of a type in annex I or II and at least medium-sized (article 2(1))",
		"whatever its size (article 2(2) and (3))",
		"smaller than medium-sized or of no type in the annexes, and nothing brings it in whatever its size",
		"sector, size, services or circumstances leave it open (articles 2 and 3)",
	]
}

test_authority if nis2.bound(entity({"roles": ["competent-authority"]})).authority.answer == "yes"

test_affects_trust if {
	{name: nis2.affects_trust(e, states) | some name, [e, states] in {
		"none": [told({}), {}],
		"only": [told({"services": ["trust"]}), {}],
		"beside, told": [told({"services": ["trust", "cloud"]}), {"nis2:23.4.trust": "met"}],
		"beside": [told({"services": ["trust", "cloud"]}), {}],
		"services not stated": [entity({"sectors": ["nis2:digital-infrastructure"]}), {"nis2:23.4.trust": "met"}],
	}} == {"none": "no", "only": "yes", "beside, told": "no", "beside": "unknown", "services not stated": "unknown"}
	nis2.trust_fact(told({"services": ["trust", "cloud"]})) == "evidence.nis2:23.4.trust"
	nis2.trust_fact(entity({"sectors": ["nis2:digital-infrastructure"]})) == "entity.services"
}

test_clause if {
	list := [{"supplier": "a", "supplierName": "A", "clauses": {"auditRight": false}}, {"supplier": "b", "supplierName": "B", "clauses": {}}]
	{[party, nis2.clause(list, party, "auditRight")] | some party in ["a", "b", "c"]} == {["a", "no"], ["b", "unknown"], ["c", "unknown"]}
	nis2.named(list, "a") == "A"
}
