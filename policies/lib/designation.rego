# METADATA
# title: Designations by authorities
package lib.designation

# The statuses that restrict, and those that clear.
adverse := {"high-risk", "restricted", "excluded"}

favourable := {"exempted", "cleared"}

# words quotes a designation. Its status is printed only with the authority,
# the act and the date it rests on.
words(d) := concat("", ["designated ", d.status, " by ", d.authority, " under ", d.legalBasis, " from ", d.from]) if {
	d.authority != ""
	d.legalBasis != ""
	d.from != ""
} else := "under a binding designation whose authority, act or date is not established"
