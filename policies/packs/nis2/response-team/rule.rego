# METADATA
# title: A direct supplier has no team that handles vulnerabilities of its products
# description: |
#   Article 21(3) asks to consider the quality of the supplier's practices; a response team (PSIRT) is how fixes come about.
# custom:
#   id: nis2/PRACTICE-0002
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:21.3", "nis2:21.2.d", "nis2:21.2.e"]
#   needs: [supplier.practices.psirt]
#   message: "{subject} states that nobody at it handles vulnerabilities of its products"
#   remedy: Agree who handles vulnerabilities and in what time, or plan for fixing without the supplier.
package packs.nis2.practice_0002

finding contains {"key": "", "evidence": ["supplier.practices.psirt"]} if {
	input.supplier.practices.psirt == false
}
