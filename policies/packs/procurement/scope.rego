# METADATA
# title: Whom the law of public procurement binds
# description: |
#   Contracting authorities and entities, which say so by the role contracting-authority. The name
#   "dir25" stands for Directive 2014/25/EU, on those of them in energy, drinking water, transport and
#   postal services; the sectors are taken from NIS2, which is not the same list (dir25:sectors).
package packs.procurement.scope

import data.lib.answer
import data.lib.known

bound := {
	"procurement": {"answer": buyer, "missing": [], "class": class[buyer], "why": "contracting authorities and entities, by the role contracting-authority"},
	"dir25": {"answer": utility, "missing": missing, "class": "", "why": "contracting entities in energy, drinking water, transport or postal services, by role and sector"},
}

yesno := {true: "yes", false: "no"}

class := {"yes": "contracting authority or entity", "no": ""}

buyer := yesno["contracting-authority" in known.list(input.entity, "roles")]

sector := "unknown" if known.missing(input.entity, "sectors")

sector := yesno[sectors != set()] if known.present(input.entity, "sectors")

sectors := {s | some s in known.list(input.entity, "sectors")} & {"nis2:energy", "nis2:drinking-water", "nis2:transport", "nis2:postal-and-courier"}

utility := answer.all_of({buyer, sector})

missing := {fact | utility == "unknown"; fact := "entity.sectors"}
