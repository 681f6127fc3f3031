package packs.nis2.directory_0001_test

import data.packs.nis2.directory_0001 as rule

test_good if rule.undecided == set() with input as {"supplier": {"id": "teliqon"}}

test_unknown if rule.undecided == {{"fact": "supplier.id"}} with input as {"supplier": {}}

# That nobody is stated is what the rule needs.
test_unknown_nobody if rule.undecided == set() with input as {"product": {"id": "amf"}}
