# METADATA
# title: There is no exit plan for a service behind a critical or important function
# description: |
#   The record of the product says that there is no plan to leave it, and a critical or important
#   function needs it.
# custom:
#   id: dora/EXIT-0001
#   scope: product
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: high
#   measures: ["dora:28.8", "dora:28.8.plans", "its2956:B_07.01"]
#   needs: [product.exitPlan]
#   message: "{subject} has no exit plan, and a critical or important function needs it"
#   remedy: "Write an exit plan: what triggers it, where to, in what time, with which data."
package packs.dora.exit_0001

finding contains {"key": "", "evidence": ["product.exitPlan"]} if input.product.exitPlan == false
