# METADATA
# title: A contract does not leave the provider free to share threats with CERT-EU
# description: |
#   Barriers in contracts that keep a provider from sharing incidents, threats and
#   vulnerabilities with CERT-EU are to be removed. A contract that nobody has read for it is
#   unknown.
# custom:
#   id: eui2841/CLAUSE-0001
#   scope: contract
#   outcome: warn
#   severity: moderate
#   measures: ["eui:8.3.k.i", "eui:8.3.k"]
#   needs: [contract.clauses.threatSharing]
#   message: "{subject} with {f.supplier} does not leave the provider free to share incidents, threats and vulnerabilities with CERT-EU"
#   remedy: Agree that the provider may share what it knows of incidents, threats and vulnerabilities with CERT-EU.
#   effectiveFrom: 2025-09-08
package packs.eui2841.clause_0001

import data.lib.known

finding contains {"key": "threatSharing", "supplier": known.text(input.contract, "supplierName"), "evidence": ["contract.clauses.threatSharing"]} if {
	input.contract.clauses.threatSharing == false
}
