package packs.eu5g.access_0003_test

import data.packs.eu5g.access_0003 as rule

test_pass_all_stated if {
	rule.undecided == set() with input as {"product": {"services": [{"access": "user", "from": "XA"}]}}
}

test_pass_no_services if rule.undecided == set() with input as {"product": {"services": []}}

test_unknown_access_and_place if {
	rule.undecided == {{"fact": "product.services.access"}, {"fact": "product.services.from"}} with input as {"product": {"services": [{"kind": "support"}]}}
}
