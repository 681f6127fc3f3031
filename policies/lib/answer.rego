# METADATA
# title: Answers that may be unknown
# description: yes, no and unknown, put together by Kleene's logic.
package lib.answer

import data.lib.known

# of is a boolean fact that may be unknown.
of(facts, name) := "yes" if facts[name] == true

of(facts, name) := "no" if facts[name] == false

of(facts, name) := "unknown" if known.missing(facts, name)

opposite := {"yes": "no", "no": "yes", "unknown": "unknown"}

# all_of: one no decides, else one unknown leaves it open.
all_of(answers) := "no" if "no" in answers

all_of(answers) := "yes" if answers == {"yes"}

all_of(answers) := "unknown" if {
	"unknown" in answers
	count(answers & {"no"}) == 0
}

# any_of: one yes decides.
any_of(answers) := opposite[all_of({opposite[a] | some a in answers})]
