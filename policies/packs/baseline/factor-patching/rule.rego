# METADATA
# title: How fast a supplier says it patches
# description: |
#   By the days that the supplier states to need for a critical vulnerability: level 1 over 15, 2 over
#   30, 3 over 90; a choice. Not stated: anything from 0 to 3.
# custom:
#   id: baseline/VULN-0013
#   scope: supplier
#   applies: {when: [supplier.lookedUp]}
#   outcome: factor
#   severity: low
#   measures: ["kedja:vulnerabilities"]
#   needs: [supplier.practices.patchDays]
package packs.baseline.vuln_0013

import data.lib.known

slow contains 1 if input.supplier.practices.patchDays.critical > 15

slow contains 2 if input.supplier.practices.patchDays.critical > 30

slow contains 3 if input.supplier.practices.patchDays.critical > 90

open contains 3 if known.missing(input.supplier.practices, "patchDays")

open contains 3 if known.missing(input.supplier.practices.patchDays, "critical")

factor contains f if {
	input.supplier.lookedUp == true
	f := {
		"id": "vuln.patching",
		"level": {"lo": max({0} | slow), "hi": max((({0} | slow) | open))},
		"evidence": ["supplier.practices.patchDays"],
	}
}
