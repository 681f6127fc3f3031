# METADATA
# title: An SBOM does not name its author
# description: The author of the SBOM data is a minimum element. That the SBOM names none is the finding; it is a fact about the document.
# custom:
#   id: baseline/SBOM-0002
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["ntia:author", "bsi:creator", "cisa2025:author", "fsct:author"]
#   message: "{subject} does not name the author of its data"
#   remedy: Ask the producer to name who made the SBOM.
package packs.baseline.sbom_0002

import data.lib.known

finding contains {"key": "", "evidence": []} if known.missing(input.document, "authors")
