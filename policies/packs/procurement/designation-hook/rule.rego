# METADATA
# title: A designation of a supplier needs a legal hook of its own in procurement
# description: |
#   A restricting designation binds this entity. Directive 2014/24/EU has no general ground to exclude
#   a supplier for its origin or for who controls it: the act itself, national-security law, the
#   defence directive or law of a sector has to carry an exclusion, with a hearing, self-cleaning and
#   proportionality. Otherwise there are specifications, award criteria linked to what is bought, and
#   conditions of performance.
# custom:
#   id: procurement/EXCLUSION-0001
#   scope: supplier
#   applies: {when: [supplier.direct]}
#   outcome: warn
#   severity: moderate
#   measures: ["dir24:57.4", "dir24:57.4.g", "dir24:57.6-7", "dir24:15", "dir81:39.2.e", "eforms:exclusion"]
#   needs: [supplier.designations]
#   message: "{subject} is {f.designation}; the directive alone carries no exclusion for that"
#   remedy: Name the law that carries the measure (gate, score or condition) before the next procedure, announce it, hear the tenderer; look at less restrictive measures first.
package packs.procurement.exclusion_0001

import data.lib.designation

finding contains f if {
	some d in input.supplier.designations
	d.status in designation.adverse
	f := {"key": d.regime, "designation": designation.words(d), "evidence": ["supplier.designations"]}
}
