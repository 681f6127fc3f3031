# METADATA
# title: A provider behind a critical or important function has many subcontractors, or nobody knows which
# description: |
#   Subcontractors that effectively underpin critical or important functions are to be listed, and
#   long or complex chains weighed. A provider of which nobody recorded subcontractors, nor that it
#   has none, is unknown. From which number a chain is complex is a choice.
# custom:
#   id: dora/CHAIN-0001
#   scope: supplier
#   applies: {assets: ["dora:critical-or-important-function"], when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:29.2.chains", "its2956:3.2.b", "its2956:B_05.02"]
#   needs: [supplier.subcontractors]
#   params:
#     subcontractors: {default: 5, min: 0, doc: "highest number of subcontractors of a provider without a finding; a choice"}
#   message: "{subject} works with {f.number} subcontractors behind a critical or important function"
#   remedy: Assess whether the chain hinders monitoring and supervision, and agree which subcontractors may be used for the function.
package packs.dora.chain_0001

import data.lib.known

finding contains f if {
	n := known.number(input.supplier.subcontractors)
	n > data.params["dora/CHAIN-0001"].subcontractors
	f := {"key": "", "number": n, "evidence": ["supplier.subcontractors"]}
}
