# METADATA
# title: Too few components of an SBOM have a hash or a license
# description: |
#   Hash and license are asked for by the draft of 2025 and by BSI TR-03183-2, not by the minimum elements of 2021.
# custom:
#   id: baseline/SBOM-0006
#   scope: document
#   outcome: warn
#   severity: low
#   measures: ["cisa2025:hash", "cisa2025:license", "bsi:hash", "bsi:license", "fsct:hash", "fsct:license"]
#   needs: [document.with]
#   params:
#     share: {default: 0.5, min: 0, max: 1, doc: "lowest share of components that must have the field; the sources ask for all, the default is a choice"}
#   message: "{subject}: {f.share|percent} of {f.components} components state the {f.field} ({f.sources})"
#   remedy: Ask the producer for hashes and licenses of the components.
package packs.baseline.sbom_0006

import data.lib.known

# sources ask for the field.
sources := {
	"hash": ["cisa2025:hash", "bsi:hash", "fsct:hash"],
	"license": ["cisa2025:license", "bsi:license", "fsct:license"],
}

# have counts the components with a field; a field that no component has is
# not in the counts.
have[field] := input.document["with"][field] if some field, _ in sources

have[field] := 0 if {
	some field, _ in sources
	known.missing(input.document["with"], field)
}

finding contains f if {
	some field, n in have
	input.document.components > 0
	share := n / input.document.components
	share < data.params["baseline/SBOM-0006"].share
	f := {"key": field, "field": field, "share": share, "components": input.document.components, "sources": sources[field], "evidence": []}
}
