# METADATA
# title: Quality of the supplier's security practices
# description: |
#   One level for each practice that the supplier states not to have: coordinated disclosure of
#   vulnerabilities, a response team, secure development, an SBOM with the product. A confirmed
#   incident of high or critical severity is at least level 2. What is unknown widens the range.
#   The numbers are a choice.
# custom:
#   id: eu5g/QUALITY-0001
#   scope: supplier
#   outcome: factor
#   severity: low
#   measures: ["eu5g:srp.quality", "eu5g:R3"]
#   needs: [supplier.practices.cvdPolicy, supplier.practices.psirt, supplier.practices.secureDevelopment, supplier.practices.sbomProvided, supplier.incidents]
package packs.eu5g.quality_0001

import data.lib.known

lacking contains name if {
	some name in ["cvdPolicy", "psirt", "sbomProvided"]
	input.supplier.practices[name] == false
}

lacking contains "secureDevelopment" if input.supplier.practices.secureDevelopment == "none"

open contains name if {
	some name in ["cvdPolicy", "psirt", "secureDevelopment", "sbomProvided"]
	known.missing(input.supplier.practices, name)
}

severe contains 2 if {
	some i in input.supplier.incidents
	i.severity in {"high", "critical"}
}

# An unknown record of incidents might hold a severe one.
unrecorded contains 2 if known.missing(input.supplier, "incidents")

factor contains f if {
	f := {
		"id": "srp.quality",
		"level": {
			"lo": max({known.number(lacking)} | severe),
			"hi": max((({known.number(lacking | open)} | severe) | unrecorded)),
		},
		"evidence": array.concat(
			[concat(".", ["supplier.practices", name]) | some name in lacking],
			["supplier.incidents" | some _ in severe],
		),
	}
}
