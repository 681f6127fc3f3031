# METADATA
# title: Link between the supplier and a government of a third country
# description: |
#   Levels by kind of link, a choice: subsidy 2; golden share or board seat 3; military or a duty to intelligence services 4.
# custom:
#   id: eu5g/INTERFERENCE-0001
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.interference.gov_link", "eu5g:R5"]
#   needs: [supplier.stateLinks]
package packs.eu5g.interference_0001

import data.lib.known
import data.lib.srp

assessed := srp.gov_link(known.pick(input.supplier, ["stateLinks"]), input.countries)

factor contains {
	"id": "srp.interference.gov_link",
	"level": assessed.level,
	"evidence": assessed.evidence,
}
