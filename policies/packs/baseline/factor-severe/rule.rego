# METADATA
# title: Severity and exposure of open vulnerabilities in what a supplier delivers
# description: |
#   The worst severity (low 1, moderate 2, high 3, critical 4) among the open vulnerabilities of the
#   supplier's components, one less where the component is optional or an analysis found the weak code
#   not called. What could not be checked widens the range to its upper end.
# custom:
#   id: baseline/VULN-0011
#   scope: supplier
#   applies: {when: [supplier.lookedUp]}
#   outcome: factor
#   severity: low
#   measures: ["kedja:vulnerabilities"]
#   needs: [supplier.technical]
package packs.baseline.vuln_0011

sure contains level if {
	some level in [1, 2, 3, 4]
	input.supplier.technical.worst.lo >= level
}

open contains level if {
	some level in [1, 2, 3, 4]
	input.supplier.technical.worst.hi >= level
}

factor contains f if {
	input.supplier.lookedUp == true
	f := {
		"id": "vuln.severe",
		"level": {"lo": max({0} | sure), "hi": max((({0} | sure) | open))},
		"evidence": ["supplier.technical"],
	}
}
