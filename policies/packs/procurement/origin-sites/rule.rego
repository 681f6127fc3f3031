# METADATA
# title: Products of a supplier may come from a third country without an agreement on access
# description: |
#   Article 85 is about products whose origin, by the Union Customs Code, is a third country without an
#   agreement on access, where they are more than half of the value; software in telecommunications
#   network equipment counts. The rule sees sites of manufacture, not origins or shares: it names where
#   to ask. It is no ground to reject anything.
# custom:
#   id: procurement/ORIGIN-0001
#   scope: supplier
#   binds: dir25
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: low
#   measures: ["dir25:85.1", "dir25:85.2", "dir25:85.4", "dir25:sectors", "court:third-countries", "eforms:origin"]
#   needs: [supplier.sites]
#   message: "{subject} manufactures in {f.countries}, outside of agreements on access to procurement; the origin and its share of the value decide"
#   remedy: Ask for the origin of the products and its share of the value before the next supply contract.
package packs.procurement.origin_0001

import data.lib.known
import data.lib.procurement

supplier := known.pick(input.supplier, ["sites"])

codes := {c | some c in procurement.makes(supplier); procurement.outside(input.countries, c) == "yes"}

finding contains f if {
	count(codes) > 0
	f := {"key": "", "countries": concat(", ", sort(codes)), "evidence": sort({"supplier.sites"} | {concat("", ["countries.", c, ".agreements"]) | some c in codes})}
}

undecided contains {"fact": fact} if {
	some c in procurement.makes(supplier)
	some fact in procurement.open(input.countries, c)
}
