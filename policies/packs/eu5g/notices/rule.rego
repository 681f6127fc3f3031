# METADATA
# title: Notices of authorities about the supplier
# description: |
#   Designations that bind this entity at the date: restricted is level 3; high-risk and excluded
#   are level 4. The strictest counts. Without a record of designations the range is 0 to 4.
# custom:
#   id: eu5g/NOTICE-0001
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.notices"]
#   needs: [supplier.designations]
package packs.eu5g.notice_0001

import data.lib.known

level := {"restricted": 3, "high-risk": 4, "excluded": 4}

stated := {0} | {level[d.status] | some d in input.supplier.designations}

unrecorded contains 4 if known.missing(input.supplier, "designations")

factor contains f if {
	f := {
		"id": "srp.notices",
		"level": {"lo": max(stated), "hi": max(stated | unrecorded)},
		"evidence": ["supplier.designations" | max(stated) > 0],
	}
}
