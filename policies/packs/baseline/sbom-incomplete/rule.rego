# METADATA
# title: An SBOM says that it is incomplete
# description: |
#   The producer says that the list is incomplete, or that nobody knows. That is what minimum elements
#   ask to be said; what is missing is missing from every measure all the same.
# custom:
#   id: baseline/SBOM-0008
#   scope: document
#   outcome: warn
#   severity: moderate
#   measures: ["cisa2025:coverage", "ntia:depth"]
#   message: "{subject} says that its completeness is {f.completeness}"
#   remedy: Ask the producer which part is missing and when it comes.
package packs.baseline.sbom_0008

finding contains {"key": "", "completeness": input.document.completeness, "evidence": []} if {
	input.document.completeness in {"incomplete", "unknown"}
}
