package lib.answer_test

import data.lib.answer

test_of if {
	answer.of({"a": true}, "a") == "yes"
	answer.of({"a": false}, "a") == "no"
	answer.of({"a": null}, "a") == "unknown"
	answer.of({}, "a") == "unknown"
}

test_all_of if {
	answer.all_of({"yes"}) == "yes"
	answer.all_of({"yes", "unknown"}) == "unknown"
	answer.all_of({"yes", "unknown", "no"}) == "no"
}

test_any_of if {
	answer.any_of({"no"}) == "no"
	answer.any_of({"no", "unknown"}) == "unknown"
	answer.any_of({"yes", "unknown", "no"}) == "yes"
}
