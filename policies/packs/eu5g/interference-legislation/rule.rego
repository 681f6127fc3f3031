# METADATA
# title: Law of a third country that compels assistance, without a review or an agreement, and reaches the supplier
# description: |
#   The law compels assistance, and there is no independent review, or no agreement with the EU on data
#   protection or security of information; the evidence says which. Where the supplier is only at home there: 2. With a
#   site, a link to the state, control, decisive influence or privileged access from there: 3.
# custom:
#   id: eu5g/INTERFERENCE-0002
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.interference.legislation", "eu5g:R5"]
#   needs: [supplier.established, supplier.sites, supplier.stateLinks, exposure.access]
package packs.eu5g.interference_0002

import data.lib.known
import data.lib.srp

assessed := srp.legislation(
	known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"]),
	input.countries,
	known.pick(input.exposure, ["access"]),
)

factor contains {
	"id": "srp.interference.legislation",
	"level": assessed.level,
	"evidence": assessed.evidence,
}
