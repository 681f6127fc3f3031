# METADATA
# title: Too few components can be attributed to a party
# description: |
#   What cannot be attributed widens every measure of concentration. The threshold is a choice.
# custom:
#   id: baseline/COVERAGE-0001
#   scope: system
#   outcome: warn
#   severity: moderate
#   measures: ["kedja:attribution"]
#   params:
#     share: {default: 0.8, min: 0, max: 1, doc: "lowest share of components that must be attributed; a choice"}
#   message: "{f.share|percent} of the {f.components} components of {subject} are attributed to a party"
#   remedy: Add records of suppliers with match patterns, or curations, for the largest groups of unattributed components.
package packs.baseline.coverage_0001

finding contains f if {
	n := input.coverage.components
	n > 0
	share := input.coverage.attributed / n
	share < data.params["baseline/COVERAGE-0001"].share
	f := {"key": "", "share": share, "components": n, "evidence": []}
}
