package lib.interval_test

import data.lib.interval

test_above if {
	interval.above({"lo": 0.6, "hi": 0.7}, 0.5)
	not interval.above({"lo": 0.5, "hi": 0.7}, 0.5)
}

test_straddles if {
	interval.straddles({"lo": 0.5, "hi": 0.7}, 0.5)
	interval.straddles({"lo": 0}, 0.5)
	not interval.straddles({"lo": 0.6}, 0.5)
	not interval.straddles({"lo": 0.1, "hi": 0.5}, 0.5)
}
