# METADATA
# title: A direct supplier of a Union entity has no policy of coordinated vulnerability disclosure
# description: |
#   The vulnerabilities of each direct supplier are to be considered; who can report them, and
#   how, is the first thing to know.
# custom:
#   id: eui2841/PRACTICE-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["eui:8.2.last", "eui:8.2.m", "eui:8.2.k"]
#   needs: [supplier.practices.cvdPolicy]
#   message: "{subject} states that it has no policy of coordinated vulnerability disclosure"
#   remedy: Agree a disclosure policy with the supplier, or plan without one and say how reports reach the entity.
#   effectiveFrom: 2025-09-08
package packs.eui2841.practice_0001

finding contains {"key": "", "evidence": ["supplier.practices.cvdPolicy"]} if {
	input.supplier.practices.cvdPolicy == false
}
