# METADATA
# title: An SBOM has parts that could not be read
# description: What could not be read is missing from every measure. The diagnostics say where.
# custom:
#   id: baseline/SBOM-0001
#   scope: document
#   outcome: warn
#   severity: high
#   measures: ["kedja:readable", "ntia:automation"]
#   message: "{subject} has {f.errors} defects that hide data"
#   remedy: Ask the producer for a corrected SBOM; the diagnostics of the result name each place.
package packs.baseline.sbom_0001

finding contains {"key": "", "errors": input.document.errors, "evidence": []} if input.document.errors > 0
