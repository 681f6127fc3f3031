# METADATA
# title: Whether a supplier still releases what its components come from
# description: |
#   Level 3 where an SBOM says that the maker of a component from the supplier has ended its development,
#   or all business. Else 0 where SBOMs date the release of a component within the days allowed, a
#   choice. An older release, or none that is dated, proves nothing: there may be a later one, so that it
#   may be anything from 0 to 3.
# custom:
#   id: baseline/VULN-0015
#   scope: supplier
#   applies: {when: [supplier.lookedUp]}
#   outcome: factor
#   severity: low
#   measures: ["kedja:support"]
#   params:
#     days: {default: 730, min: 1, max: 7300, doc: "days since the newest release that is known, within which a supplier counts as active; a choice"}
#   needs: [supplier.technical]
package packs.baseline.vuln_0015

import data.lib.known

proven contains 3 if input.supplier.technical.abandoned > 0

open contains 3 if input.supplier.technical.lastReleaseDays > data.params["baseline/VULN-0015"].days

open contains 3 if known.missing(input.supplier.technical, "lastReleaseDays")

factor contains f if {
	input.supplier.lookedUp == true
	f := {"id": "vuln.abandoned", "level": {"lo": max({0} | proven), "hi": max((({0} | proven) | open))}, "evidence": ["supplier.technical"]}
}
