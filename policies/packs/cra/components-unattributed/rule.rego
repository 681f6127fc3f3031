# METADATA
# title: Components of a manufacturer's products cannot be attributed to a party
# description: |
#   Article 13(5) asks manufacturers for due diligence on components from third parties. Nobody can
#   take it for a component of which the party behind it is not known.
# custom:
#   id: cra/DILIGENCE-0001
#   scope: system
#   outcome: warn
#   severity: moderate
#   measures: ["cra:13.5", "cra:64.2"]
#   message: "{subject}: {f.open} of {f.components} components cannot be attributed to a party"
#   remedy: Add records of suppliers with match patterns, or curations, beginning with the components that most others need.
#   effectiveFrom: 2027-12-11
package packs.cra.diligence_0001

finding contains f if {
	open := input.coverage.components - input.coverage.attributed
	open > 0
	f := {"key": "", "open": open, "components": input.coverage.components, "evidence": []}
}
