# METADATA
# title: No alternative to a service behind a critical or important function is identified
# description: |
#   The record says that there is no qualified alternative. A record without a list of them is
#   unknown.
# custom:
#   id: dora/EXIT-0003
#   scope: product
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:28.8.alternatives", "its2956:B_07.01"]
#   needs: [product.alternatives]
#   message: "no alternative to {subject} is identified, and a critical or important function needs it"
#   remedy: Look for alternatives, other providers or the entity itself, and plan the transition.
package packs.dora.exit_0003

finding contains {"key": "", "evidence": ["product.alternatives"]} if input.product.alternatives == 0
