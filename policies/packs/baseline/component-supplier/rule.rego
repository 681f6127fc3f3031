# METADATA
# title: Components cannot be attributed to a party
# description: |
#   One finding for all of them, with their number and examples. That the SBOM says nothing is the
#   finding; nothing is said about the component.
# custom:
#   id: baseline/COMPONENT-0001
#   scope: component
#   outcome: warn
#   severity: low
#   measures: ["ntia:supplier", "cisa2025:producer", "fsct:supplier", "kedja:attribution"]
#   fold: true
#   message: "no party is known behind {subject}"
#   remedy: Add records of suppliers with match patterns, or curations.
package packs.baseline.component_0001

import data.lib.known

finding contains {"key": "supplier", "evidence": []} if known.missing(input, "supplier")
