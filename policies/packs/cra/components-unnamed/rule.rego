# METADATA
# title: An SBOM of a manufacturer leaves out who supplies components
# description: |
#   Article 13(5) asks for due diligence on components from third parties; the SBOM is where their
#   suppliers are documented. That the SBOM is silent is the finding; nothing is said about the
#   components.
# custom:
#   id: cra/DILIGENCE-0002
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["cra:13.5", "cra:I.II.1"]
#   needs: [document.with]
#   message: "{subject} names no supplier for {f.open} of {f.components} components"
#   remedy: Have the build state the supplier of each component.
#   effectiveFrom: 2027-12-11
package packs.cra.diligence_0002

finding contains f if {
	open := input.document.components - input.document["with"].supplier
	open > 0
	f := {"key": "", "open": open, "components": input.document.components, "evidence": []}
}
