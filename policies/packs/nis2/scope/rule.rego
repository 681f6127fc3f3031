# METADATA
# title: Whether and as what NIS2 binds the entity
# description: |
#   Sectors, size, services and circumstances of the entity decide whether articles 21 and 23 bind
#   it, as an essential or an important entity, and whether the implementing regulation does
#   (articles 2 to 4 and 21(5)). The rule finds nothing; it is open while one of these is missing.
#   The result lists the answers under bounds.
#
#   Sectors are written as nis2:energy, transport, banking, financial-market-infrastructures,
#   health, drinking-water, waste-water, digital-infrastructure, ict-service-management,
#   public-administration, space (annex I); postal-and-courier, waste-management, chemicals, food,
#   manufacturing, digital-providers, research (annex II). The ceilings of size are unverified, and
#   turnover and balance sheet are taken as euro.
# custom:
#   id: nis2/SCOPE-0001
#   scope: entity
#   binds: none
#   outcome: warn
#   severity: low
#   measures: ["nis2:2.1", "nis2:2.2", "nis2:3.1", "nis2:3.2", "nis2:4", "nis2:annex1", "nis2:annex2", "nis2:size", "nis2:21.5"]
#   remedy: "State sectors, employees, turnover, balance sheet, services and circumstances of the entity. A sector of no law, such as other, says that no sector of the directive applies."
package packs.nis2.scope_0001

import data.lib.nis2

undecided contains {"fact": fact} if some fact in nis2.open(input.entity)
