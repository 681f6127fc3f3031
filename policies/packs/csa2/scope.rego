# METADATA
# title: Whom the proposal would concern
# description: |
#   Title IV would concern entities of the types of NIS2: those whose record names one of its sectors.
#   The name "operator" stands for article 111, on operators of mobile, fixed and satellite networks:
#   those that provide public communications. The name "authority" stands for the Commission and
#   authorities.
package packs.csa2.scope

import data.lib.csa2
import data.lib.known

bound := {
	"csa2": {"answer": answer[nis2 != set()], "missing": [], "class": "", "why": "entities of the types of NIS2, by the sectors of the record; a proposal, which binds nobody"},
	"operator": {"answer": operator, "missing": missing, "class": "", "why": "operators of mobile, fixed and satellite networks, by the service public-communications; a proposal, which binds nobody"},
	"authority": {"answer": answer["competent-authority" in known.list(input.entity, "roles")], "missing": [], "class": "", "why": "authorities, by the role competent-authority"},
}

answer := {true: "yes", false: "no"}

nis2 := {s | some s in known.list(input.entity, "sectors"); startswith(s, "nis2:")}

operator := csa2.operator(nis2, known.pick(input.entity, ["services", "servicesComplete"]))

missing := {fact | operator == "unknown"; fact := "entity.services"}
