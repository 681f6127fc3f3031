# METADATA
# title: An operator would have to phase a supplier out of a key ICT asset
# description: |
#   Article 111 of the proposal would bar operators of mobile, fixed and satellite networks from using
#   components of listed suppliers in key ICT assets, with at most 36 months to phase them out.
#   Accounts differ on when these months begin: with the listing, or with entry into force. Both can
#   be chosen; the month named follows from that choice.
# custom:
#   id: csa2/OPERATOR-0001
#   scope: supplier
#   binds: operator
#   outcome: warn
#   severity: high
#   measures: ["csa2:111", "csa2:phase-out", "csa2:annex-ii", "csa2:annex-ii.taken"]
#   params:
#     months: {default: 36, min: 0, doc: "months of the phase-out, at most, as accounts of the proposal tell; not law"}
#     start: {default: listing, enum: [listing, entry-into-force], doc: "what begins the phase-out; accounts differ, the default is a choice"}
#     entryIntoForce: {default: "", doc: "day of entry into force, YYYY-MM-DD, once there is one; needed where start is entry-into-force"}
#   message: "{subject} is {f.designation} and {f.link}; if the proposal were adopted as reported, its components would have to leave by {f.by} (counted from {f.start})"
#   remedy: Plan the replacement for the case of adoption, with its order and cost; look at an exemption. No law asks for it today.
package packs.csa2.operator_0001

import data.lib.asset
import data.lib.csa2
import data.lib.designation
import data.lib.known

supplier := known.pick(input.supplier, ["proposals"])

begin(d) := {"day": known.text(d, "from"), "words": "the listing"} if data.params["csa2/OPERATOR-0001"].start == "listing"

begin(_) := {"day": data.params["csa2/OPERATOR-0001"].entryIntoForce, "words": "entry into force"} if {
	data.params["csa2/OPERATOR-0001"].start == "entry-into-force"
}

finding contains f if {
	some d in csa2.listings(supplier)
	some a in csa2.concerned(d, supplier, input.assets)
	f := {
		"key": a.id,
		"link": asset.link(a, a.id),
		"designation": designation.words(d),
		"by": csa2.by(begin(d).day, data.params["csa2/OPERATOR-0001"].months),
		"start": begin(d).words,
		"evidence": ["supplier.designations", "exposure.shares"],
	}
}

undecided contains {"fact": "supplier.designations"} if {
	known.missing(input.supplier, "proposals")
	some _ in csa2.keys(input.assets)
}
