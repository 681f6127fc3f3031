# METADATA
# title: "Article 6(1): the framework set up, unless the deadline is extended"
# description: |
#   The board may extend the deadline in justified cases (article 12(5)): evidence for that,
#   with the
#   day it sets as its end, keeps the rule silent so long.
# custom:
#   id: eui2841/DEADLINE-0001
#   scope: entity
#   outcome: warn
#   severity: low
#   measures: ["eui:12.5"]
#   asks: {entries: ["eui:6.1"], of: entity}
#   message: '{subject}: "{f.title}" {f.state}, and no extension of the deadline is on record'
#   remedy: Do what is due, or record the board's decision to extend the deadline.
#   effectiveFrom: 2025-04-08
package packs.eui2841.deadline_0001

import data.lib.evidence
import data.lib.known

asked := data.asks["eui2841/DEADLINE-0001"]

states := {entry: state | some entry, state in input.evidence}

finding contains f if {
	known.text(states, "eui:12.5") != "met"
	some f in evidence.gaps(asked, states)
}

undecided contains u if {
	known.text(states, "eui:12.5") != "met"
	some u in evidence.open(asked, states)
}
