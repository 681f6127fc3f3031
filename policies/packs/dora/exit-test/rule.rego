# METADATA
# title: The exit plan of a service behind a critical or important function is not freshly tested
# description: |
#   Exit plans are to be sufficiently tested and reviewed periodically; the regulation names no
#   period. The default is the one of the measure of lock-in, a choice. A plan whose test nobody
#   recorded is unknown.
# custom:
#   id: dora/EXIT-0002
#   scope: product
#   applies: {assets: ["dora:critical-or-important-function"]}
#   outcome: warn
#   severity: moderate
#   measures: ["dora:28.8.plans"]
#   params:
#     months: {default: 24, min: 0, doc: "months after a test within which the plan counts as tested; a choice"}
#   message: "the exit plan of {subject} was last tested {f.months} months ago"
#   remedy: Test the plan and review it with what the test shows.
package packs.dora.exit_0002

import data.lib.known

finding contains f if {
	input.product.exitPlan
	input.product.exitTestedMonths > data.params["dora/EXIT-0002"].months
	f := {"key": "", "months": round(input.product.exitTestedMonths), "evidence": ["product.exitTestedMonths"]}
}

undecided contains {"fact": "product.exitTestedMonths"} if {
	input.product.exitPlan
	known.missing(input.product, "exitTestedMonths")
}
