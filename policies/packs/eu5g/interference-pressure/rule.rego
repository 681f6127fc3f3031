# METADATA
# title: Pressure that a third country can exert on the supplier
# description: |
#   By places in a third country whose law compels assistance: manufacture 2; development, support, hosting or privileged access from there 3.
# custom:
#   id: eu5g/INTERFERENCE-0004
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.interference.pressure", "eu5g:R5"]
#   needs: [supplier.sites, exposure.access]
package packs.eu5g.interference_0004

import data.lib.known
import data.lib.srp

assessed := srp.pressure(
	known.pick(input.supplier, ["sites"]),
	input.countries,
	known.pick(input.exposure, ["access"]),
)

factor contains {
	"id": "srp.interference.pressure",
	"level": assessed.level,
	"evidence": assessed.evidence,
}
