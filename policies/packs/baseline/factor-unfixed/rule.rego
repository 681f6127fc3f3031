# METADATA
# title: How long fixes for what a supplier delivers have not been taken up
# description: |
#   By the days that a fix of an open vulnerability has been there: level 1 over 30, 2 over 90, 3 over
#   365; a choice. It has been there at least since the records that name it were last changed, and at
#   most since the vulnerability was published: the range is from the longest of the former to the
#   longest of the latter. Components that could not be checked, and vulnerabilities that no record
#   dates, widen it to 3.
# custom:
#   id: baseline/VULN-0012
#   scope: supplier
#   applies: {when: [supplier.lookedUp], apart: true}
#   outcome: factor
#   severity: low
#   measures: ["kedja:vulnerabilities"]
#   needs: [supplier.technical]
package packs.baseline.vuln_0012

proven contains 1 if input.supplier.technical.fixedDays > 30

proven contains 2 if input.supplier.technical.fixedDays > 90

proven contains 3 if input.supplier.technical.fixedDays > 365

passed contains 1 if input.supplier.technical.unfixedDays > 30

passed contains 2 if input.supplier.technical.unfixedDays > 90

passed contains 3 if input.supplier.technical.unfixedDays > 365

open contains 3 if input.supplier.technical.unchecked > 0

open contains 3 if input.supplier.technical.undated > 0

factor contains f if {
	input.supplier.lookedUp == true
	f := {
		"id": "vuln.unfixed",
		"level": {"lo": max({0} | proven), "hi": max(((({0} | proven) | passed) | open))},
		"evidence": ["supplier.technical"],
	}
}
