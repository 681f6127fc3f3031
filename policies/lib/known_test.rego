package lib.known_test

import data.lib.known

test_present_and_missing if {
	known.present({"a": 0}, "a")
	known.missing({"a": null}, "a")
	known.missing({}, "a")
	not known.present({}, "a")
	not known.missing({"a": false}, "a")
}

test_text if {
	known.text({"a": "x"}, "a") == "x"
	known.text({"a": ""}, "a") == "not established"
	known.text({}, "a") == "not established"
}

test_list if {
	known.list({"a": [1]}, "a") == [1]
	known.list({}, "a") == []
}

test_number if known.number({1, 2}) == 2

test_pick if known.pick({"a": 1, "b": 2}, ["a", "c"]) == {"a": 1}
