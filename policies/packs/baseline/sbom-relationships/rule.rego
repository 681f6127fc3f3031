# METADATA
# title: Too few components of an SBOM are related to others
# description: |
#   Dependency relationships are asked for. A component that nothing joins to the others has an
#   unknown place in the product. Where there is no dependency at all, another rule says so.
# custom:
#   id: baseline/SBOM-0013
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["ntia:dependency", "bsi:dependencies", "cisa2025:dependency", "fsct:relationship"]
#   needs: [document.with]
#   params:
#     share: {default: 0.8, min: 0, max: 1, doc: "lowest share of components that must be related to another; the sources ask for all, the default is a choice"}
#   message: "{subject}: {f.share|percent} of {f.components} components are related to another"
#   remedy: Ask the producer for the missing dependencies.
package packs.baseline.sbom_0013

finding contains f if {
	input.document.dependencies > 0
	input.document.components > 1
	share := input.document["with"].relationship / input.document.components
	share < data.params["baseline/SBOM-0013"].share
	f := {"key": "", "share": share, "components": input.document.components, "evidence": []}
}
