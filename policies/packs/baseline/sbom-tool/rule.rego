# METADATA
# title: An SBOM does not name the tool that made it
# description: A field of the draft of 2025. Known faults of a tool can only be looked for where it is named.
# custom:
#   id: baseline/SBOM-0009
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["cisa2025:tool"]
#   message: "{subject} does not name the tool that made it"
#   remedy: Ask the producer to name the tool.
package packs.baseline.sbom_0009

import data.lib.known

finding contains {"key": "", "evidence": []} if known.missing(input.document, "tools")
