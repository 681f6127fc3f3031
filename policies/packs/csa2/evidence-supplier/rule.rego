# METADATA
# title: What is to be looked into about a supplier under the proposal
# description: |
#   Ties to countries that an act under article 100 names are asked about where the supplier is
#   established in, has its head office in or is controlled from a third country, or may be, and the
#   records of the countries do not say which acts name them; that is no finding about the country or
#   the supplier. An exemption is asked about where the supplier would be
#   listed and none is recorded. Only suppliers behind a key ICT asset are asked about.
# custom:
#   id: csa2/EVIDENCE-0002
#   scope: supplier
#   outcome: warn
#   severity: low
#   measures: ["csa2:control", "csa2:non-technical"]
#   asks: {entries: ["csa2:*"], of: supplier}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Look into it, and record the outcome with its date.
package packs.csa2.evidence_0002

import data.lib.csa2
import data.lib.evidence
import data.lib.known

states := {entry: state | some entry, state in input.evidence}

supplier := known.pick(input.supplier, ["established", "headquarters", "control", "proposals"])

about contains "csa2:100.ties" if {
	some _ in csa2.keys(input.assets)
	csa2.tied(supplier, input.countries) in {"yes", "unknown"}
	csa2.tied_to_named(supplier, input.countries) == "unknown"
}

about contains "csa2:105-107" if {
	some d in csa2.listings(supplier)
	some _ in csa2.concerned(d, supplier, input.assets)
}

asked := [a | some a in data.asks["csa2/EVIDENCE-0002"]; a.id in about]

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
