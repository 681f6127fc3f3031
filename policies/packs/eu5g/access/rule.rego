# METADATA
# title: Access that the supplier has
# description: |
#   Access as a user or to data is level 1, privileged access 3, privileged access to a product of
#   an asset of critical sensitivity 4; no access is 0. While a product does not say who has access
#   the range goes up to 4. The numbers are a choice.
# custom:
#   id: eu5g/ACCESS-0004
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.access"]
#   needs: [exposure.access]
package packs.eu5g.access_0004

import data.lib.known

by_kind := {"none": 0, "user": 1, "data": 1, "privileged": 3}

stated contains by_kind[a.access] if some a in input.exposure.access

stated contains 0

stated contains 4 if {
	some a in input.exposure.access
	a.access == "privileged"
	some asset in input.assets
	asset.sensitivity == "critical"
	asset.id in a.assets
}

open contains 4 if known.missing(input.exposure, "access")

open contains 4 if {
	some a in input.exposure.access
	known.missing(a, "access")
}

factor contains f if {
	f := {
		"id": "srp.access",
		"level": {"lo": max(stated), "hi": max(stated | open)},
		"evidence": ["exposure.access" | max(stated) > 0],
	}
}
