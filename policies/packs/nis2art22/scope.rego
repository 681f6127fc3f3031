# METADATA
# title: Whom coordinated risk assessments concern
# description: |
#   It binds nobody by itself. Entities in a sector of NIS2 have to consider the results of
#   coordinated assessments (article 21(3)), so they are asked, whatever their size; nobody else is.
#   The name "authority" stands for what authorities do, asked of entities with the role
#   competent-authority.
package packs.nis2art22.scope

import data.lib.known

bound := {
	"nis2art22": {"answer": answer[addressed], "missing": [], "class": "", "why": words[addressed]},
	"authority": {"answer": answer[authority], "missing": [], "class": "", "why": "what authorities do, of an entity with the role competent-authority"},
}

addressed := count({s | some s in known.list(input.entity, "sectors"); startswith(s, "nis2:")}) > 0

authority := "competent-authority" in known.list(input.entity, "roles")

answer := {true: "yes", false: "no"}

words := {
	true: "a recommendation; the entity is in a sector of NIS2, whose article 21(3) makes it consider the results of coordinated assessments",
	false: "a recommendation; the record names no sector of NIS2",
}
