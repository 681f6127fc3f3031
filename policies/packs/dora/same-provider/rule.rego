# METADATA
# title: One provider stands behind several critical or important functions
# description: |
#   The provider holds a product, service or contract that at least `functions` critical or important
#   functions need. Whether others are closely connected to it shows where an asset is concentrated by
#   owner.
# custom:
#   id: dora/CONCENTRATION-0002
#   scope: supplier
#   applies: {assets: ["dora:critical-or-important-function"], when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:29.1.b", "dora:3.29"]
#   params:
#     functions: {default: 2, min: 2, doc: "number of critical or important functions from which several contracts lie with one provider; the regulation says multiple"}
#   message: "{subject} stands behind several critical or important functions: it {f.link}"
#   remedy: Weigh benefits and costs of other providers for one of the functions, and record the result.
package packs.dora.concentration_0002

import data.lib.asset

functions := [a | some a in input.assets; a.class == "dora:critical-or-important-function"]

finding contains f if {
	count(functions) >= data.params["dora/CONCENTRATION-0002"].functions
	f := {"key": "", "link": asset.links(functions), "evidence": ["exposure.shares"]}
}
