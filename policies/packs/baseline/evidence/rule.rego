# METADATA
# title: What an SBOM and the data behind it do not show
# description: |
#   Fields of the sources that the rules do not see, practices around the SBOM, and whether anybody
#   looked for exploited vulnerabilities. Asked of products that a record of the system has and that
#   come with an SBOM. The three fields of section 5.2.5 of BSI TR-03183-2 and its signature may be
#   given; nobody is asked about them.
# custom:
#   id: baseline/EVIDENCE-0001
#   scope: product
#   applies: {when: [product.stated, product.hasSBOM]}
#   outcome: warn
#   severity: low
#   measures: ["bsi:optional"]
#   asks: {entries: ["ntia:*", "cisa2025:*", "bsi:*", "fsct:*", "kedja:*"], of: product}
#   message: "{subject}: {f.title} {f.state}"
#   remedy: Ask the supplier, or make the report named, and record the outcome with its date.
package packs.baseline.evidence_0001

import data.lib.evidence

states := {entry: state | some entry, state in input.evidence}

finding contains f if some f in evidence.gaps(data.asks["baseline/EVIDENCE-0001"], states)

undecided contains u if some u in evidence.open(data.asks["baseline/EVIDENCE-0001"], states)
