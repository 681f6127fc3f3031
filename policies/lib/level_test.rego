package lib.level_test

import data.lib.level

test_at_least if {
	level.at_least("high", "high")
	level.at_least("critical", "low")
	not level.at_least("moderate", "high")
	not level.at_least("", "low")
}

test_name if level.name[3] == "high"

test_words if {
	level.words({"lo": 3, "hi": 3}) == "level 3 of 4 (high)"
	level.words({"lo": 3, "hi": 4}) == "level 3 to 4 of 4 (high to critical)"
}
