# METADATA
# title: Severity and exposure of open vulnerabilities in what a supplier delivers
# description: |
#   The highest severity (low 1, moderate 2, high 3, critical 4), times (1 + exposure) / 2, among the open
#   vulnerabilities of the supplier's components. Exposure is how much rests on the component: the mean of
#   its share of the assets and of the components that need it. The severity counts one less where the
#   component is optional or an analysis found the weak code not called. What could not be checked widens
#   the range to its upper end.
# custom:
#   id: baseline/VULN-0011
#   scope: supplier
#   applies: {when: [supplier.lookedUp], apart: true}
#   outcome: factor
#   severity: low
#   measures: ["kedja:vulnerabilities"]
#   needs: [supplier.technical]
package packs.baseline.vuln_0011

factor contains f if {
	input.supplier.lookedUp == true
	f := {
		"id": "vuln.severe",
		"level": {"lo": input.supplier.technical.worst.lo, "hi": input.supplier.technical.worst.hi},
		"evidence": ["supplier.technical"],
	}
}
