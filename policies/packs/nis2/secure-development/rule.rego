# METADATA
# title: A direct supplier has no procedure of secure development
# description: |
#   Article 21(3) names secure development procedures among the practices to consider.
# custom:
#   id: nis2/PRACTICE-0003
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:21.3", "nis2:21.2.d"]
#   needs: [supplier.practices.secureDevelopment]
#   message: "{subject} states that it has no procedure of secure development"
#   remedy: Ask for a procedure that can be checked, such as one under a published standard, in the next contract.
package packs.nis2.practice_0003

finding contains {"key": "", "evidence": ["supplier.practices.secureDevelopment"]} if {
	input.supplier.practices.secureDevelopment == "none"
}
