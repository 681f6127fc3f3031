# METADATA
# title: Words for how a supplier stands to an asset
package lib.asset

# through is the assets by which an asset needs the supplier, or nothing where
# it names a product of the supplier itself.
through(a) := object.get(a, "through", "")

# link says what the supplier does for an asset. It serves only an asset that
# names its product: the groups between may do without it.
link(a, name) := concat(" ", ["serves", name]) if through(a) == ""

link(a, name) := concat(" ", ["stands behind what", name, "needs through", through(a)]) if through(a) != ""

# links is the same of several assets.
links(assets) := concat(" and ", array.concat(direct, behind)) if {
	ids := sort({a.id | some a in assets; through(a) == ""})
	direct := [concat(" ", ["serves", concat(", ", ids)]) | count(ids) > 0]
	needs := sort({text |
		some a in assets
		through(a) != ""
		same := sort({b.id | some b in assets; through(b) == through(a)})
		text := concat(" ", [concat(", ", same), verb(count(same)), "through", through(a)])
	})
	behind := [concat(" ", ["stands behind what", concat(" and what ", needs)]) | count(needs) > 0]
}

verb(1) := "needs"

verb(n) := "need" if n > 1
