# METADATA
# title: Ownership of the supplier
# description: |
#   Control by a third country's state: 3. Where control is not established the range goes from 0 to 3.
# custom:
#   id: eu5g/INTERFERENCE-0003
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.interference.ownership", "eu5g:R5"]
#   needs: [supplier.control.stateControlled]
package packs.eu5g.interference_0003

import data.lib.known
import data.lib.srp

assessed := srp.ownership(known.pick(input.supplier, ["control"]), input.countries)

factor contains {
	"id": "srp.interference.ownership",
	"level": assessed.level,
	"evidence": assessed.evidence,
}
