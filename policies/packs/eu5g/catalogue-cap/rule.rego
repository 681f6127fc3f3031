# METADATA
# title: A supplier under a restricting designation is over the cap of the second catalogue
# description: |
#   Acts only where `catalogue` chooses the second catalogue, and on assets that it does not keep
#   free. The cap is on the share of those. Known is the supplier's share of the whole system, which
#   is at most its share outside the parts kept free where it serves none of these; so that a share
#   over the cap decides. Everything else is asked of a person.
# custom:
#   id: eu5g/CATALOGUE-0002
#   scope: supplier
#   applies: {assets: ["eu5g:*", "ukhrv:*"]}
#   outcome: warn
#   severity: moderate
#   asks: {entries: ["ukhrv:cap"], of: supplier}
#   params:
#     catalogue: {default: none, enum: [none, ukhrv], doc: "the second catalogue of key assets, or none; a choice"}
#     cap: {default: 0.35, min: 0, max: 1, doc: "highest share outside the parts kept free without a finding; 35 % in the advice"}
#   message: "{subject} is {f.designation}, and the cap outside the parts kept free is {f.cap|percent}: {f.what}"
#   remedy: Follow the act. Buy from others until the share is within the cap, and record how it is counted.
package packs.eu5g.catalogue_0002

import data.lib.designation
import data.lib.evidence
import data.lib.interval
import data.lib.known
import data.lib.ukhrv

bases := ["declared", "spend", "units"]

states := {entry: state | some entry, state in input.evidence}

# acts are the restricting ones that cover an asset outside the parts kept
# free.
acts contains designation.words(d) if {
	data.params["eu5g/CATALOGUE-0002"].catalogue == "ukhrv"
	some d in input.supplier.designations
	d.status in designation.adverse
	some id in d.assets
	id in ukhrv.others(input.assets)
}

over contains basis if {
	known.number(ukhrv.free(input.assets)) == 0
	some basis in bases
	interval.above(input.exposure.shares[basis], data.params["eu5g/CATALOGUE-0002"].cap)
}

finding contains f if {
	some act in acts
	some basis in over
	f := {
		"key": basis,
		"designation": act,
		"cap": data.params["eu5g/CATALOGUE-0002"].cap,
		"what": concat("", ["by ", basis, " it has at least ", format_int(floor((input.exposure.shares[basis].lo * 100) + 0.001), 10), " % of the system"]),
		"evidence": ["exposure.shares", "supplier.designations"],
	}
}

finding contains f if {
	some act in acts
	some gap in evidence.gaps(data.asks["eu5g/CATALOGUE-0002"], states)
	f := {
		"key": gap.key,
		"designation": act,
		"cap": data.params["eu5g/CATALOGUE-0002"].cap,
		"what": concat(" ", [gap.title, gap.state]),
		"evidence": array.concat(gap.evidence, ["supplier.designations"]),
	}
}

undecided contains u if {
	count(acts) > 0
	known.number(over) == 0
	some u in evidence.open(data.asks["eu5g/CATALOGUE-0002"], states)
}

undecided contains {"fact": "supplier.designations"} if {
	data.params["eu5g/CATALOGUE-0002"].catalogue == "ukhrv"
	count(ukhrv.others(input.assets)) > 0
	known.missing(input.supplier, "designations")
}
