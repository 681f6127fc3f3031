# METADATA
# title: Whether the entity is a contracting authority or entity
# description: |
#   The record of the entity states no role, so nobody can tell; no other rule of the pack is asked.
#   Where there is no record of the system at all, this one is silent too.
# custom:
#   id: procurement/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["dir24:18"]
package packs.procurement.scope_0001

import data.lib.known

undecided contains {"fact": "entity.roles"} if {
	input.system.implied == false
	known.missing(input.entity, "roles")
}
