# METADATA
# title: More than half of a product comes from third countries without an agreement on access
# description: |
#   Article 85 counts the share of the value of products from third countries without an agreement on
#   access; above half a tender may be rejected. Here the places of manufacture and the shares that the
#   record states are taken for it: the Union Customs Code decides what an origin is, and a person who
#   looked into that (evidence for the entry) is believed before the record. Nothing here looks at which
#   country it is, and a product in use is no tender.
# custom:
#   id: procurement/ORIGIN-0002
#   scope: product
#   binds: dir25
#   applies: {when: [product.stated]}
#   outcome: warn
#   severity: low
#   measures: ["dir25:85.1", "dir25:85.2", "dir25:sectors", "court:third-countries"]
#   message: "{subject}: a share of {f.share|percent} is made in {f.countries}, outside of agreements on access to procurement; above half, a tender with such products may be rejected"
#   remedy: Ask for the origin by the Union Customs Code and its share of the value before the next supply contract.
package packs.procurement.origin_0002

import data.lib.interval
import data.lib.known
import data.lib.procurement

origins := known.list(input.product, "origins")

states := {entry: state | some entry, state in input.evidence}

# asked: places are stated, and no person has answered for the origin.
asked if {
	input.product.kind != "service"
	count(origins) > 0
	known.missing(states, "dir25:85.2")
}

codes := {o.country | some o in origins; procurement.outside(input.countries, o.country) == "yes"}

finding contains f if {
	asked
	share := procurement.foreign(origins, input.countries)
	interval.above(share, procurement.half)
	f := {
		"key": "", "countries": concat(", ", sort(codes)), "share": share,
		"evidence": sort({"product.origins"} | {concat(".", ["countries", c, "agreements"]) | some c in codes}),
	}
}

undecided contains {"fact": fact} if {
	asked
	interval.straddles(procurement.foreign(origins, input.countries), procurement.half)
	some fact in procurement.undecided(origins, input.countries)
}
