# METADATA
# title: Whom DORA binds
# description: |
#   Regulation (EU) 2022/2554 binds the financial entities of article 2(1)(a) to (t). An entity is one
#   where its record says so, by a sector dora:…, such as dora:credit-institutions, the word that the
#   register of information has for its type. dora:non-financial-entity and
#   dora:ict-intra-group-service-provider are none. An intermediary of insurance is one only where it
#   is no micro, small or medium-sized enterprise (article 2(3)(e)); the ceilings are those of
#   Recommendation 2003/361/EC as remembered, not checked against it. Other exemptions of article 2(3)
#   and (4) are for the record to say, by naming no such sector.
#
#   The sectors of NIS2 for banks and for infrastructures of financial markets make it likely and do
#   not settle it: unknown. Nobody else is asked anything. The name "authority" stands for what
#   authorities do, asked of an entity with the role competent-authority.
package packs.dora.scope

import data.lib.answer
import data.lib.known

bound := {
	"dora": {"answer": financial, "missing": missing, "class": concat(", ", sort(types)), "why": words[financial]},
	"authority": {"answer": authority, "missing": [], "class": "", "why": "asked of an entity with the role competent-authority"},
}

sectors contains s if some s in known.list(input.entity, "sectors")

others := {"dora:non-financial-entity", "dora:ict-intra-group-service-provider"}

types := {s | some s in sectors; startswith(s, "dora:")} - others

# answers holds what each sector says.
answers contains "yes" if count(types - {"dora:insurance-intermediaries"}) > 0

answers contains large if "dora:insurance-intermediaries" in types

answers contains "unknown" if {
	some s in sectors
	s in {"nis2:banking", "nis2:financial-market-infrastructures"}
	settled == false
}

answers contains "no"

# settled: a sector of DORA is stated, so that those of NIS2 add nothing.
settled := count([s | some s in sectors; startswith(s, "dora:")]) > 0

financial := answer.any_of(answers)

large := answer.any_of({
	over("employees", 249),
	answer.all_of({over("turnover", 50000000), over("balanceSheet", 43000000)}),
})

over(name, _) := "unknown" if known.missing(input.entity, name)

over(name, ceiling) := "yes" if input.entity[name] > ceiling

over(name, ceiling) := "no" if input.entity[name] <= ceiling

missing contains "entity.sectors" if {
	financial == "unknown"
	settled == false
}

missing contains concat(".", ["entity", name]) if {
	financial == "unknown"
	settled
	some name in ["balanceSheet", "employees", "turnover"]
	over(name, 0) == "unknown"
}

words := {
	"yes": "the record names a sector of financial entities under Regulation (EU) 2022/2554, article 2(1)",
	"no": "the record names no sector of financial entities, or one that article 2(3) exempts",
	"unknown": "the sectors or the size leave open whether it is a financial entity under Regulation (EU) 2022/2554, article 2",
}

authority := role["competent-authority" in known.list(input.entity, "roles")]

role := {true: "yes", false: "no"}
