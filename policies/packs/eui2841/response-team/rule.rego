# METADATA
# title: A direct supplier of a Union entity has no team that handles vulnerabilities of its products
# description: |
#   Quality of products and practices is to be considered, and contracts are to ask for response.
# custom:
#   id: eui2841/PRACTICE-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["eui:8.2.last", "eui:8.2.m", "eui:8.3.k.ii"]
#   needs: [supplier.practices.psirt]
#   message: "{subject} states that it has no team that handles vulnerabilities of its products"
#   remedy: Ask who answers for vulnerabilities, and agree times for a first answer and for fixes.
#   effectiveFrom: 2025-09-08
package packs.eui2841.practice_0002

finding contains {"key": "", "evidence": ["supplier.practices.psirt"]} if {
	input.supplier.practices.psirt == false
}
