# METADATA
# title: Whether the entity is a manufacturer
# description: |
#   The record of the entity states no role, so nobody can tell whether the duties of manufacturers
#   are its own; no rule on them is asked. Where there is no record of the system at all, this one is
#   silent too. The dates of application and the lower ceilings of fines are cited here for
#   information.
# custom:
#   id: cra/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["cra:71", "cra:64.3", "cra:64.4"]
package packs.cra.scope_0001

import data.lib.known

undecided contains {"fact": "entity.roles"} if {
	input.system.implied == false
	known.missing(input.entity, "roles")
}
