# METADATA
# title: How long fixes for what a supplier delivers have not been taken up
# description: |
#   By the days that the oldest open vulnerability with a known fix has been public: level 1 over 30,
#   2 over 90, 3 over 365; a choice. The fix itself may be younger, so that the range begins at level 0
#   where there is one. Components that could not be checked, and vulnerabilities that no record dates,
#   widen it to 3.
# custom:
#   id: baseline/VULN-0012
#   scope: supplier
#   applies: {when: [supplier.lookedUp]}
#   outcome: factor
#   severity: low
#   measures: ["kedja:vulnerabilities"]
#   needs: [supplier.technical]
package packs.baseline.vuln_0012

passed contains 1 if input.supplier.technical.unfixedDays > 30

passed contains 2 if input.supplier.technical.unfixedDays > 90

passed contains 3 if input.supplier.technical.unfixedDays > 365

open contains 3 if input.supplier.technical.unchecked > 0

open contains 3 if input.supplier.technical.undated > 0

factor contains f if {
	input.supplier.lookedUp == true
	f := {"id": "vuln.unfixed", "level": {"lo": 0, "hi": max((({0} | passed) | open))}, "evidence": ["supplier.technical"]}
}
