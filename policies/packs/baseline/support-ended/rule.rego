# METADATA
# title: A product is in use after the end of its support
# description: |
#   The record says until when the maker gives security updates, and that day is over. Where nobody
#   stated the day, it is not established. Only products of a system's record are asked about, and no
#   services, which come without versions to support.
# custom:
#   id: baseline/SUPPORT-0001
#   scope: product
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: high
#   measures: ["kedja:support"]
#   message: "{subject} gets no security updates since {f.until}"
#   remedy: Replace it, agree extended support, or record what stands in for updates and until when.
package packs.baseline.support_0001

import data.lib.known

finding contains f if {
	input.product.kind != "service"
	input.product.supported == false
	f := {"key": "", "until": known.text(input.product, "supportUntil"), "evidence": ["product.supportUntil"]}
}

undecided contains {"fact": "product.supported"} if {
	input.product.kind != "service"
	known.missing(input.product, "supported")
}
