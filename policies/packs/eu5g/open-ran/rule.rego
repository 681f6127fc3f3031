# METADATA
# title: A move to Open RAN, or to technology not yet mature, without an assessment of its risks
# description: |
#   The report on Open RAN sees larger risks in the short term: more entry points, misconfiguration,
#   shared resources, specifications that are not mature. The Council asks to assess before moving
#   to new standards or architectures. A product that is stated to be of either kind needs the
#   evidence; the rule judges no technology, only whether somebody has looked.
# related_resources:
#   - ref: https://digital-strategy.ec.europa.eu/
# custom:
#   id: eu5g/OPENRAN-0001
#   scope: product
#   binds: operators
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   asks: {entries: ["eu5g:openran.assessment", "eu5g:new-architecture"], of: product}
#   measures: ["eu5g:R1", "eu5g:openran.entry-points", "eu5g:openran.misconfiguration", "eu5g:openran.shared-resources", "eu5g:openran.specifications"]
#   needs: [product.architectures]
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Assess the risks before the move goes further, and decide with the assessment at hand.
#   effectiveFrom: 2022-05-11
package packs.eu5g.openran_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

due contains "eu5g:openran.assessment" if "open-ran" in input.product.architectures

due contains "eu5g:new-architecture" if input.product.emerging == true

asked contains a if {
	some a in data.asks["eu5g/OPENRAN-0001"]
	a.id in due
}

finding contains f if some f in evidence.gaps(asked, states)

undecided contains u if some u in evidence.open(asked, states)
