# METADATA
# title: Privileged access under a contract without the clauses for it
# description: |
#   A service provider holds privileged access to the product, and its contracts for the product are
#   known to lack a clause on notice of incidents, on audit or on duties of subcontractors. Article
#   21(2)(d) asks for security in the relation and Council conclusions 13664/22, paragraph 19, for
#   attention to such access; which three clauses are looked for is a choice. A product that lists
#   no contract of the party is open.
# custom:
#   id: nis2/MSP-0003
#   scope: product
#   outcome: warn
#   severity: high
#   measures: ["nis2:21.2.d", "council22:19", "nis2:rec85"]
#   needs: [product.services]
#   message: "{f.supplier} holds privileged access to {subject} under a contract without a clause on {f.words}"
#   remedy: Agree the clause, or close the access until it is agreed.
package packs.nis2.msp_0003

import data.lib.known
import data.lib.nis2

wanted := {
	"incidentNotice": "notice of incidents",
	"auditRight": "the right to audit",
	"subcontractorFlowDown": "duties passed on to subcontractors",
}

contracts := [k | some k in input.contracts]

parties contains s.party if {
	some s in input.product.services
	s.access == "privileged"
}

finding contains f if {
	some party in parties
	some clause, words in wanted
	nis2.clause(contracts, party, clause) == "no"
	f := {
		"key": concat("/", [party, clause]),
		"supplier": nis2.named(contracts, party),
		"words": words,
		"evidence": ["contracts", "product.services"],
	}
}

undecided contains {"fact": "contracts"} if {
	some party in parties
	some clause, _ in wanted
	nis2.clause(contracts, party, clause) == "unknown"
}

undecided contains {"fact": "product.services.access"} if {
	some s in input.product.services
	known.missing(s, "access")
}
