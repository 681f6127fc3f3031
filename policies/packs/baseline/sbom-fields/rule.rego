# METADATA
# title: Too few components of an SBOM have a minimum field
# description: |
#   The fields for each component of the minimum elements of 2021: name, version, supplier, identifier.
# custom:
#   id: baseline/SBOM-0005
#   scope: document
#   outcome: warn
#   severity: moderate
#   measures: ["ntia:name", "ntia:version", "ntia:supplier", "ntia:identifier", "bsi:name", "bsi:version", "bsi:identifier", "cisa2025:name", "cisa2025:version", "cisa2025:producer", "cisa2025:identifier", "fsct:name", "fsct:version", "fsct:supplier", "fsct:identifier"]
#   needs: [document.with]
#   params:
#     share: {default: 0.8, min: 0, max: 1, doc: "lowest share of components that must have the field; the sources ask for all, the default is a choice"}
#   message: "{subject}: {f.share|percent} of {f.components} components state the {f.field} ({f.sources})"
#   remedy: Ask the producer to complete the SBOM, or curate what is known.
package packs.baseline.sbom_0005

import data.lib.known

# sources ask for the field.
sources := {
	"name": ["ntia:name", "bsi:name", "cisa2025:name", "fsct:name"],
	"version": ["ntia:version", "bsi:version", "cisa2025:version", "fsct:version"],
	"supplier": ["ntia:supplier", "cisa2025:producer", "fsct:supplier"],
	"identifier": ["ntia:identifier", "bsi:identifier", "cisa2025:identifier", "fsct:identifier"],
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
	share < data.params["baseline/SBOM-0005"].share
	f := {"key": field, "field": field, "share": share, "components": input.document.components, "sources": sources[field], "evidence": []}
}
