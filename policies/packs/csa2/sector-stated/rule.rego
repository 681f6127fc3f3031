# METADATA
# title: Whether the proposal would concern the entity
# description: |
#   The record of the entity names no sector, so nobody can tell; no other rule of the pack is asked.
#   Where there is no record of the system at all, this one is silent too. What accounts tell of side
#   effects and penalties is cited here for information.
# custom:
#   id: csa2/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["csa2:title-iv", "csa2:state", "csa2:side-effects", "csa2:115"]
package packs.csa2.scope_0001

import data.lib.known

undecided contains {"fact": "entity.sectors"} if {
	input.system.implied == false
	known.missing(input.entity, "sectors")
}
