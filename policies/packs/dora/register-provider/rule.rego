# METADATA
# title: What the register of information says of a provider is not recorded
# description: |
#   Template B_05.01 wants the country of the headquarters and the ultimate parent of each provider.
# custom:
#   id: dora/REGISTER-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["its2956:B_05.01", "dora:28.3"]
package packs.dora.register_0001

import data.lib.known

undecided contains {"fact": "supplier.headquarters"} if known.missing(input.supplier, "headquarters")

undecided contains {"fact": "supplier.control"} if input.supplier.control.kind == "notEstablished"
