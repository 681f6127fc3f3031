# METADATA
# title: Indicators of low quality of security practices at a supplier of a key asset
# description: |
#   A direct supplier states not to have at least `lacking` of four practices: coordinated
#   disclosure of vulnerabilities, a response team, secure development, an SBOM with the product.
#   Indicators ask for a review by people; they are no finding about any product.
# custom:
#   id: eu5g/QUALITY-0002
#   scope: supplier
#   applies: {assets: ["eu5g:*"], when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:srp.quality", "eu5g:R3", "eu5g:TM08"]
#   params:
#     lacking: {default: 3, min: 1, max: 4, doc: "number of practices wanting that calls for a review; a choice"}
#   decides: {param: lacking, by: n, passes: below}
#   message: "indicators for review at {subject}: by its own statement it has no {f.lacking}"
#   remedy: Agree with the supplier on what it will introduce and by when, and put it into the next contract.
package packs.eu5g.quality_0002

import data.lib.known

words := {
	"cvdPolicy": "policy of coordinated disclosure", "psirt": "response team",
	"sbomProvided": "SBOM", "secureDevelopment": "procedure of secure development",
}

lacking contains name if {
	some name in ["cvdPolicy", "psirt", "sbomProvided"]
	input.supplier.practices[name] == false
}

lacking contains "secureDevelopment" if input.supplier.practices.secureDevelopment == "none"

open contains name if {
	some name, _ in words
	known.missing(input.supplier.practices, name)
}

finding contains f if {
	count(lacking) >= data.params["eu5g/QUALITY-0002"].lacking
	f := {
		"key": "",
		"n": known.number(lacking),
		"lacking": sort({words[name] | some name in lacking}),
		"evidence": [concat(".", ["supplier.practices", name]) | some name in lacking],
	}
}

undecided contains {"fact": concat(".", ["supplier.practices", name])} if {
	known.number(lacking) < data.params["eu5g/QUALITY-0002"].lacking
	count(lacking | open) >= data.params["eu5g/QUALITY-0002"].lacking
	some name in open
}
