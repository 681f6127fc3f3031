# METADATA
# title: A contract does not promise full erasure after the retrieval
# description: |
#   After the period of retrieval, exportable data and digital assets are erased in full. A clause
#   that nobody has looked for is unknown.
# custom:
#   id: dataact/CLAUSE-0005
#   scope: contract
#   binds: none
#   applies: {when: [contract.clauses.dataAct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dataact:25.2.h"]
#   needs: [contract.clauses.erasureAfterRetrieval]
#   message: "{subject} with {f.supplier} has no clause on full erasure after the period of retrieval; the provider must offer one (article 25(2)(h))"
#   remedy: Ask for the clause.
#   effectiveFrom: 2025-09-12
package packs.dataact.clause_0005

import data.lib.known

finding contains f if {
	input.contract.clauses.erasureAfterRetrieval == false
	f := {"key": "", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.erasureAfterRetrieval"]}
}
