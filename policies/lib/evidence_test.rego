package lib.evidence_test

import data.lib.evidence

asks := [{"id": "x:1", "title": "One"}, {"id": "x:2", "title": "Two"}, {"id": "x:3", "title": "Three"}]

states := {"x:1": "met", "x:2": "partly"}

test_gaps if evidence.gaps(asks, states) == {{"key": "x:2", "title": "Two", "state": "is met only in part", "evidence": ["evidence.x:2"]}}

test_open if evidence.open(asks, states) == {{"fact": "evidence.x:3"}}

test_nothing_stated if count(evidence.open(asks, {})) == 3
