package lib.designation_test

import data.lib.designation

test_words_quote_the_act if {
	act := {"status": "high-risk", "authority": "Agency A", "legalBasis": "Act 1", "from": "2026-01-01"}
	designation.words(act) == "designated high-risk by Agency A under Act 1 from 2026-01-01"
}

test_words_without_act if {
	designation.words({"status": "high-risk", "authority": "Agency A"}) == "under a binding designation whose authority, act or date is not established"
}

test_statuses if designation.adverse & designation.favourable == set()
