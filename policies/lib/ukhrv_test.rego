package lib.ukhrv_test

import data.lib.ukhrv

assets := [
	{"id": "core", "class": "eu5g:core-network-functions"},
	{"id": "wiretap", "class": "ukhrv:lawful-intercept"},
	{"id": "ran", "class": "eu5g:radio-access-network"},
	{"id": "office"},
]

test_free if ukhrv.free(assets) == {"core", "wiretap"}

test_others_have_a_class if ukhrv.others(assets) == {"ran"}
