# METADATA
# title: A direct supplier of a Union entity has no procedure of secure development
# description: |
#   Secure development is to be considered of each direct supplier, and criteria for it are
#   among the measures always taken.
# custom:
#   id: eui2841/PRACTICE-0003
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["eui:8.2.last", "eui:8.2.m", "eui:8.3.g"]
#   needs: [supplier.practices.secureDevelopment]
#   message: "{subject} states that it has no procedure of secure development"
#   remedy: Ask for a procedure that can be checked, such as one under a published standard, in the next contract.
#   effectiveFrom: 2025-09-08
package packs.eui2841.practice_0003

finding contains {"key": "", "evidence": ["supplier.practices.secureDevelopment"]} if {
	input.supplier.practices.secureDevelopment == "none"
}
