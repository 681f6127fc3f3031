# METADATA
# title: An SBOM does not say when it was made
# description: The time at which the data was put together is a minimum element.
# custom:
#   id: baseline/SBOM-0003
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["ntia:timestamp", "bsi:timestamp", "cisa2025:timestamp", "fsct:timestamp"]
#   message: "{subject} does not say when it was made"
#   remedy: Ask the producer for an SBOM with its time; without it nobody can tell which release it describes.
package packs.baseline.sbom_0003

import data.lib.known

finding contains {"key": "", "evidence": []} if known.missing(input.document, "created")
