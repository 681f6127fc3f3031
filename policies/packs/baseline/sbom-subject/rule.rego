# METADATA
# title: An SBOM does not say what it is about
# description: Without its primary component nobody can tell which product the list belongs to, and depth is not known.
# custom:
#   id: baseline/SBOM-0012
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["fsct:primary-component"]
#   message: "{subject} does not name the product that it describes"
#   remedy: Ask the producer to name the product, as the primary component.
package packs.baseline.sbom_0012

import data.lib.known

finding contains {"key": "", "evidence": []} if known.missing(input.document, "root")
