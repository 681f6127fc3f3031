# METADATA
# title: Whom the rules on switching protect
# description: |
#   Regulation (EU) 2023/2854, chapter VI, binds providers of data processing services, wherever they
#   are, towards customers in the Union (article 1(3)(f)). Asked is the customer. A record that names
#   neither an entity nor its country is that of nobody; one with a country outside the Union is not
#   asked what its contracts are. Contracts of which the record says that they are of such a service
#   (clause dataAct) are judged whatever the country, because the record has answered already.
package packs.dataact.scope

import data.lib.known

bound := {"dataact": {"answer": customer, "missing": missing, "class": class[customer], "why": words[customer]}}

union := {
	"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
	"IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
}

customer := {true: "yes", false: "no"}[input.entity.country in union]

customer := "unknown" if {
	known.missing(input.entity, "country")
	known.present(input.entity, "id")
}

customer := "no" if {
	known.missing(input.entity, "country")
	known.missing(input.entity, "id")
}

missing contains "entity.country" if customer == "unknown"

class := {"yes": "customer", "no": "", "unknown": ""}

words := {
	"yes": "a customer in the Union; the duties are those of its providers of data processing services",
	"no": "the record names no customer in the Union",
	"unknown": "the record does not say in which country the entity is",
}
