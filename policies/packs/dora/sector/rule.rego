# METADATA
# title: Whether the entity is a financial entity
# description: |
#   The record of the entity names no sector at all. Where it names one, the scope of the pack
#   answers.
# custom:
#   id: dora/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["dora:2.1"]
package packs.dora.scope_0001

import data.lib.known

undecided contains {"fact": "entity.sectors"} if known.missing(input.entity, "sectors")

undecided contains {"fact": "entity.sectors"} if {
	some s in input.entity.sectors
	s in {"nis2:banking", "nis2:financial-market-infrastructures"}
	stated == false
}

stated := count([s | some s in input.entity.sectors; startswith(s, "dora:")]) > 0
