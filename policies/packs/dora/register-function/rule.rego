# METADATA
# title: How soon a critical or important function must be back is not recorded
# description: |
#   Template B_06.01 wants the recovery time objective of each function.
# custom:
#   id: dora/REGISTER-0004
#   scope: asset
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: low
#   measures: ["its2956:B_06.01", "dora:28.3"]
package packs.dora.register_0004

import data.lib.known

undecided contains {"fact": "asset.rtoHours"} if known.missing(input.asset, "rtoHours")
