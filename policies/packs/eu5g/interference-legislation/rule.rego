# METADATA
# title: Legislation without checks in a third country that reaches the supplier
# description: |
#   The law compels assistance, without an independent review or without an agreement with the EU. Where the supplier is only at home there: 2. With a site, control or privileged access from there: 3.
# custom:
#   id: eu5g/INTERFERENCE-0002
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.interference.legislation", "eu5g:R5"]
#   needs: [supplier.established, supplier.sites]
package packs.eu5g.interference_0002

import data.lib.known
import data.lib.srp

factor contains f if {
	f := {
		"id": "srp.interference.legislation",
		"level": srp.legislation(known.pick(input.supplier, ["established", "headquarters", "sites", "stateLinks", "control"]), input.countries, known.list(input.exposure, "access")),
		"evidence": ["supplier.established", "supplier.headquarters", "supplier.sites", "exposure.access", "countries"],
	}
}
