# METADATA
# title: Whether an asset is a critical or important function
# description: |
#   The register of information tells critical or important functions from others: assets of class
#   dora:critical-or-important-function and dora:function. An asset of another class, or of none,
#   leaves it open, and with it whether the duties for such functions hold for what the asset needs.
# custom:
#   id: dora/FUNCTION-0001
#   scope: asset
#   outcome: warn
#   severity: moderate
#   measures: ["dora:3.22", "dora:28.3", "dora:28.4.a", "its2956:B_06.01"]
package packs.dora.function_0001

import data.lib.known

classes := {"dora:critical-or-important-function", "dora:function"}

undecided contains {"fact": "asset.class"} if known.missing(input.asset, "class")

undecided contains {"fact": "asset.class"} if count({input.asset.class} - classes) > 0
