# METADATA
# title: A service provider holds privileged access
# description: |
#   The party stands behind a key asset and reaches into a product with privileged access, as a
#   service provider or as support. The toolbox asks operators to control such access.
# custom:
#   id: eu5g/ACCESS-0001
#   scope: supplier
#   applies: {assets: ["eu5g:*"]}
#   outcome: warn
#   severity: moderate
#   measures: ["eu5g:SM04", "eu5g:TM03", "eu5g:R2"]
#   needs: [exposure.access]
#   message: "{subject} holds privileged access ({f.kind}) to {f.product} from {f.from}"
#   remedy: Limit the access to what is needed, in time and scope; log it, and let the entity open and close it.
package packs.eu5g.access_0001

import data.lib.known

finding contains f if {
	some a in input.exposure.access
	a.access == "privileged"
	f := {
		"key": concat("/", [a.product, a.kind]),
		"product": a.product,
		"kind": a.kind,
		"from": known.text(a, "from"),
		"evidence": [concat(".", ["exposure.access", a.product])],
	}
}

undecided contains {"fact": "exposure.access.access"} if {
	some a in input.exposure.access
	known.missing(a, "access")
}
