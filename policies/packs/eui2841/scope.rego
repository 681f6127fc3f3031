# METADATA
# title: Whom Regulation (EU, Euratom) 2023/2841 binds
# description: |
#   It binds Union entities: institutions, bodies, offices and agencies of the Union. An entity is
#   one where its record says so, by the sector eui:union-entity; nobody else is asked anything. The
#   name "board" stands for duties of the interinstitutional cybersecurity board, asked of a Union
#   entity with the role competent-authority.
package packs.eui2841.scope

import data.lib.known

bound := {
	"eui2841": {"answer": union, "missing": [], "class": class[union], "why": words[union]},
	"board": {"answer": board, "missing": [], "class": "", "why": "the board's own duties, of a Union entity with the role competent-authority"},
}

union := answer["eui:union-entity" in known.list(input.entity, "sectors")]

board := answer["competent-authority" in known.list(input.entity, "roles")] if union == "yes"

board := "no" if union == "no"

answer := {true: "yes", false: "no"}

class := {"yes": "union entity", "no": ""}

words := {
	"yes": "the record names the sector eui:union-entity",
	"no": "the record does not name the sector eui:union-entity",
}
