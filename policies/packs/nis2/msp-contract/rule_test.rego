package packs.nis2.msp_0003_test

import data.packs.nis2.msp_0003 as rule

service := {"party": "fjordops", "product": "core-ops", "kind": "managed-service", "access": "privileged"}

all_there := {"incidentNotice": true, "auditRight": true, "subcontractorFlowDown": true}

about(s, contracts) := {"product": {"services": [s]}, "contracts": contracts}

contract(clauses) := {"supplier": "fjordops", "supplierName": "Fjordops AS", "clauses": clauses}

found(s, contracts) := y if {
	y := rule.finding with input as about(s, contracts)
}

open(s, contracts) := y if {
	y := {u.fact | some u in rule.undecided} with input as about(s, contracts)
}

test_bad if found(service, [contract(object.union(all_there, {"auditRight": false}))]) == {{
	"key": "fjordops/auditRight", "supplier": "Fjordops AS", "words": "the right to audit", "evidence": ["contracts", "product.services"],
}}

test_good if {
	found(service, [contract(all_there)]) == set()
	open(service, [contract(all_there)]) == set()
}

test_good_in_another_contract if {
	list := [contract(object.union(all_there, {"auditRight": false})), contract(all_there)]
	found(service, list) == set()
	open(service, list) == set()
}

test_good_no_privilege if {
	s := object.union(service, {"access": "none"})
	found(s, []) == set()
	open(s, []) == set()
}

test_unknown_no_contract if {
	found(service, []) == set()
	open(service, []) == {"contracts"}
	open(service, [object.union(contract(all_there), {"supplier": "teliqon"})]) == {"contracts"}
}

test_unknown_access if open(object.remove(service, ["access"]), []) == {"product.services.access"}
