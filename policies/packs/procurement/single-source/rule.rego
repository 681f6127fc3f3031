# METADATA
# title: Only one source is known for a product
# description: |
#   The record says that there is no qualified alternative. A specification written around the product
#   in use would name a source in substance.
# custom:
#   id: procurement/SPECIFICATION-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: moderate
#   measures: ["dir24:42", "dir24:18"]
#   needs: [product.alternatives]
#   message: "no qualified alternative to {subject} is on record"
#   remedy: Ask the market before the next procedure, and specify by performance and open standards, or equivalent.
package packs.procurement.specification_0001

finding contains {"key": "", "evidence": ["product.alternatives"]} if input.product.alternatives == 0
