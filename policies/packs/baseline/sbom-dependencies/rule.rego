# METADATA
# title: An SBOM lists components without any dependency between them
# description: |
#   Dependency relationships are a minimum element. Without them depth, reach and what rests on what
#   cannot be told, and every measure of this kind is marked.
# custom:
#   id: baseline/SBOM-0004
#   scope: document
#   outcome: warn
#   severity: moderate
#   measures: ["ntia:dependency", "ntia:depth", "bsi:dependencies", "cisa2025:dependency", "fsct:relationship"]
#   message: "{subject} lists {f.components} components and no dependency between them"
#   remedy: Ask the producer for an SBOM made during the build, with dependencies.
package packs.baseline.sbom_0004

finding contains {"key": "", "components": input.document.components, "evidence": []} if {
	input.document.components > 1
	input.document.dependencies == 0
}
