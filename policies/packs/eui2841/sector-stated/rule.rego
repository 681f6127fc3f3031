# METADATA
# title: Whether the entity is a Union entity
# description: |
#   The record of the entity names no sector, so nobody can tell whether the regulation binds it; no
#   other rule of the pack is asked. Where there is no record of the system at all, this one is
#   silent too.
# custom:
#   id: eui2841/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["eui:6.1", "eui:8.1"]
package packs.eui2841.scope_0001

import data.lib.known

undecided contains {"fact": "entity.sectors"} if {
	input.system.implied == false
	known.missing(input.entity, "sectors")
}
