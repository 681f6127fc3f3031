# METADATA
# title: One provider or one group dominates the ICT services of the entity
# description: |
#   The largest provider, or the largest group under one owner, has more than `share` of the system by
#   declared shares, by spend or by units. A group counts as a whole, as in article 31(3). The
#   regulation names no share; the default is a choice.
# custom:
#   id: dora/CONCENTRATION-0001
#   scope: system
#   outcome: warn
#   severity: moderate
#   measures: ["dora:3.29", "dora:6.9", "dora:31.3"]
#   params:
#     share: {default: 0.5, min: 0, max: 1, doc: "highest share of the largest provider or group without a finding; a choice"}
#   message: "{subject} leans on one {f.what}, {f.largest}, for {f.share|percent} by {f.basis}"
#   remedy: Weigh a multi-vendor strategy, article 6(9), that shows key dependencies and the reasons for the procurement mix.
package packs.dora.concentration_0001

import data.lib.interval
import data.lib.known

kinds := {"supplier": "provider", "owner": "group"}

bases := ["declared", "spend", "units"]

threshold := data.params["dora/CONCENTRATION-0001"].share

finding contains f if {
	some by, what in kinds
	some basis in bases
	row := input.concentration[by][basis]
	interval.above(row.cr1, threshold)
	news(by, basis)
	f := {
		"key": concat("/", [by, basis]),
		"what": what,
		"largest": known.text(row, "largestName"),
		"basis": basis,
		"share": row.cr1,
		"evidence": ["concentration"],
	}
}

# news: a group is told only where its largest provider alone is not known to have too much.
news("supplier", _)

news("owner", _) if known.missing(input.concentration, "supplier")

news("owner", basis) if known.missing(input.concentration.supplier, basis)

news("owner", basis) if input.concentration.supplier[basis].cr1.lo <= threshold

undecided contains {"fact": concat(".", ["concentration", by, basis])} if {
	some by, _ in kinds
	some basis in bases
	interval.straddles(input.concentration[by][basis].cr1, threshold)
}
