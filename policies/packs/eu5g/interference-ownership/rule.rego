# METADATA
# title: Ownership of the supplier
# description: |
#   Control by a third country's state, or its decisive influence by a documented right (a veto, a
#   golden share, most of the board): 3. A holding of it of at least 25 % of capital or votes: 2. What
#   is not established, or possible only, widens the range. The numbers are a choice.
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

assessed := srp.ownership(known.pick(input.supplier, ["control", "stateLinks"]), input.countries)

factor contains {
	"id": "srp.interference.ownership",
	"level": assessed.level,
	"evidence": assessed.evidence,
}
