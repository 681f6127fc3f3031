# METADATA
# title: Whom Regulation (EU) 2024/2847 concerns
# description: |
#   Its duties are those of manufacturers: an entity is one where its record says so, by the role
#   manufacturer. A buyer is not bound; the name "buyer" stands for the questions that a buyer can ask
#   of products, and they are asked for entities whose record says what they are (a sector or a role).
#   The name "authority" stands for duties of authorities.
package packs.cra.scope

import data.lib.known

bound := {
	"cra": {"answer": answer["manufacturer" in roles], "missing": [], "class": class["manufacturer" in roles], "why": "duties of manufacturers, who say so by the role manufacturer"},
	"buyer": {"answer": answer[described], "missing": [], "class": "", "why": "questions of a buyer whose record states a sector or a role; the regulation does not bind buyers"},
	"authority": {"answer": answer["competent-authority" in roles], "missing": [], "class": "", "why": "duties of authorities, who say so by the role competent-authority"},
}

roles := known.list(input.entity, "roles")

described := {x | some x in array.concat(roles, known.list(input.entity, "sectors"))} != set()

answer := {true: "yes", false: "no"}

class := {true: "manufacturer", false: ""}
