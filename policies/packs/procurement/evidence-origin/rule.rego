# METADATA
# title: Where the products of a supply contract come from
# description: |
#   Article 85 counts the share of the value of products that comes from third countries without an
#   agreement on access; more than half, and the tender may be rejected. Software in telecommunications
#   network equipment counts as a product. Services are not asked about, nor products of which the
#   record states enough places of manufacture with their shares.
# custom:
#   id: procurement/EVIDENCE-0003
#   scope: product
#   binds: dir25
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   asks: {entries: ["dir25:*"], of: product}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask for the origin by the Union Customs Code and its share.
package packs.procurement.evidence_0003

import data.lib.evidence
import data.lib.interval
import data.lib.known
import data.lib.procurement

states := {entry: state | some entry, state in input.evidence}

finding contains f if {
	input.product.kind != "service"
	some f in evidence.gaps(data.asks["procurement/EVIDENCE-0003"], states)
}

undecided contains u if {
	input.product.kind != "service"
	unstated
	some u in evidence.open(data.asks["procurement/EVIDENCE-0003"], states)
}

unstated if known.missing(input.product, "origins")

unstated if interval.straddles(procurement.foreign(known.list(input.product, "origins"), input.countries), procurement.half)
