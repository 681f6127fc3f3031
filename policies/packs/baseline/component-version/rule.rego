# METADATA
# title: Components have no version
# description: |
#   One finding for all of them, with their number and examples. That the SBOM says nothing is the
#   finding; nothing is said about the component.
# custom:
#   id: baseline/COMPONENT-0002
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["ntia:version", "bsi:version", "cisa2025:version", "fsct:version"]
#   fold: true
#   message: "no version is stated for {subject}"
#   remedy: Ask the producer for versions; without them known vulnerabilities cannot be matched.
package packs.baseline.component_0002

import data.lib.known

finding contains {"key": "version", "evidence": []} if known.missing(input.component, "version")
