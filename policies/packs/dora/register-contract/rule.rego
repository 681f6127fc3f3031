# METADATA
# title: What the register of information says of a contract is not recorded
# description: |
#   Template B_02.02 wants the governing law and the notice of each contract.
# custom:
#   id: dora/REGISTER-0002
#   scope: contract
#   outcome: warn
#   severity: low
#   measures: ["its2956:B_02.02", "dora:28.3"]
package packs.dora.register_0002

import data.lib.known

undecided contains {"fact": "contract.law"} if known.missing(input.contract, "law")

undecided contains {"fact": "contract.noticeMonths"} if known.missing(input.contract, "noticeMonths")
