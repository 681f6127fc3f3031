# METADATA
# title: Components of a supplier whose support has ended
# description: |
#   Level 3 where an SBOM says that the support of a component from the supplier has ended. Most SBOMs
#   do not speak of support: then it may be anything from 0 to 3.
# custom:
#   id: baseline/VULN-0014
#   scope: supplier
#   applies: {when: [supplier.lookedUp]}
#   outcome: factor
#   severity: low
#   measures: ["kedja:support"]
#   needs: [supplier.technical]
package packs.baseline.vuln_0014

ended contains 3 if input.supplier.technical.unsupported > 0

factor contains f if {
	input.supplier.lookedUp == true
	f := {"id": "vuln.support", "level": {"lo": max({0} | ended), "hi": 3}, "evidence": ["supplier.technical"]}
}
