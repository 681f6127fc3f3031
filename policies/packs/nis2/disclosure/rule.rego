# METADATA
# title: A direct supplier has no policy of coordinated vulnerability disclosure
# description: |
#   Article 21(3) asks to consider the vulnerabilities specific to each direct supplier; who can report them, and how, is the first thing to know.
# custom:
#   id: nis2/PRACTICE-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["nis2:21.3", "nis2:21.2.d", "nis2:21.2.e"]
#   needs: [supplier.practices.cvdPolicy]
#   message: "{subject} states that it has no policy of coordinated vulnerability disclosure"
#   remedy: Agree a disclosure policy with the supplier, or plan without one and say how reports reach the entity.
package packs.nis2.practice_0001

finding contains {"key": "", "evidence": ["supplier.practices.cvdPolicy"]} if {
	input.supplier.practices.cvdPolicy == false
}
