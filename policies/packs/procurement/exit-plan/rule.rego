# METADATA
# title: There is no plan to leave a product
# description: |
#   The limits on modifications mean that the next procedure has to be open to others. Without a plan
#   to leave, it seldom is.
# custom:
#   id: procurement/EXIT-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["dir24:72"]
#   needs: [product.exitPlan]
#   message: "there is no plan to leave {subject}"
#   remedy: Make one before the contract comes up for renewal, with data, interfaces, time and cost.
package packs.procurement.exit_0001

finding contains {"key": "", "evidence": ["product.exitPlan"]} if input.product.exitPlan == false
