# METADATA
# title: Components have no package URL
# description: |
#   One finding for all of them, with their number and examples. That the SBOM says nothing is the
#   finding; nothing is said about the component.
# custom:
#   id: baseline/COMPONENT-0003
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["ntia:identifier", "cisa2025:identifier", "bsi:identifier", "fsct:identifier"]
#   fold: true
#   message: "no package URL is stated for {subject}"
#   remedy: Ask the producer for package URLs; without them components cannot be matched.
package packs.baseline.component_0003

import data.lib.known

finding contains {"key": "purl", "evidence": []} if known.missing(input.component, "purl")
