# METADATA
# title: Evidence that a person supplies
# description: |
#   Some entries of the catalogue are not decided by data. A rule that asks for evidence gets them
#   as data.asks["RULE"], and the answers that hold on the day as input.evidence.
package lib.evidence

words := {"partly": "is met only in part", "notMet": "is not met"}

# gaps are the entries that a person has found not to be met, or met in part.
gaps(asks, states) := {f |
	some a in asks
	state := states[a.id]
	f := {"key": a.id, "title": a.title, "state": words[state], "evidence": [concat(".", ["evidence", a.id])]}
}

# open are the entries that nobody has answered.
open(asks, states) := {{"fact": concat(".", ["evidence", a.id])} |
	some a in asks
	not states[a.id]
}
