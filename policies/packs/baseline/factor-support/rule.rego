# METADATA
# title: Components and products of a supplier whose support has ended
# description: |
#   Level 3 where an SBOM says that the support of a component from the supplier has ended, or the
#   system's record that of a product. Most SBOMs do not speak of support: where databases were asked for
#   vulnerabilities it may then be anything from 0 to 3, and else nothing is said.
# custom:
#   id: baseline/VULN-0014
#   scope: supplier
#   applies: {when: [supplier.supportAsked], apart: true}
#   outcome: factor
#   severity: low
#   measures: ["kedja:support"]
#   needs: [supplier.supportEnded]
package packs.baseline.vuln_0014

ended contains 3 if input.supplier.supportEnded > 0

factor contains f if {
	input.supplier.supportAsked == true
	f := {"id": "vuln.support", "level": {"lo": max({0} | ended), "hi": 3}, "evidence": ["supplier.supportEnded"]}
}
