# METADATA
# title: A contract foresees switching charges
# description: |
#   From 12 January 2027 no switching charges may be imposed; until then they may cover costs, and the
#   finding is advance notice. Standard fees and penalties for early termination are no switching
#   charges: clause switchingCharges says whether there are any. Custom-built services that are not
#   offered at broad scale are exempt (clause customBuilt).
# custom:
#   id: dataact/CHARGE-0001
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: fail
#   severity: moderate
#   measures: ["dataact:29.1", "dataact:29.2", "dataact:31.1"]
#   message: "{subject} with {f.supplier} foresees switching charges; from 12 January 2027 the provider may impose none, until then no more than its costs (article 29)"
#   remedy: Have the charges taken out, at the latest from 12 January 2027.
#   effectiveFrom: 2027-01-12
package packs.dataact.charge_0001

import data.lib.answer
import data.lib.known

clauses := known.pick(input.contract.clauses, ["switchingCharges", "customBuilt"])

# charged: whether there are switching charges. Where no exit charges at all are recorded there are
# none.
charged := answer.all_of({answer.of(clauses, "switchingCharges"), priced})

priced := "no" if input.contract.exitCharges.hi == 0

priced := "yes" if {
	input.contract.exitCharges.lo >= 0
	known.missing(input.contract.exitCharges, "hi")
}

priced := "yes" if input.contract.exitCharges.hi > 0

priced := "yes" if known.missing(input.contract, "exitCharges")

due := answer.all_of({charged, answer.opposite[answer.of(clauses, "customBuilt")]})

finding contains f if {
	due == "yes"
	f := {
		"key": "",
		"supplier": known.text(input.contract, "supplierName"),
		"evidence": ["contract.clauses.switchingCharges"],
	}
}

undecided contains {"fact": concat(".", ["contract.clauses", name])} if {
	due == "unknown"
	some name in ["switchingCharges", "customBuilt"]
	answer.of(clauses, name) == "unknown"
}
